"""Date and number formats Django lacks or has otherwise."""
