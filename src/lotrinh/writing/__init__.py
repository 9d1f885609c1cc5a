"""Word documents in an official format profile, the check of such documents, spreadsheets out and back."""
