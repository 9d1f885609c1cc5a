"""Long work: imports, reports and mail that run in the background, with progress, once each."""
