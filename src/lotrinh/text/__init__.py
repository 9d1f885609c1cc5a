"""Vietnamese text: repair, search keys, collation, numbers, dates, document numbers."""
