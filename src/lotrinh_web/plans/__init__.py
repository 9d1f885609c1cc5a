"""Agencies' own plans: read from a document or a spreadsheet, or entered; each item traced to the parent's clause."""
