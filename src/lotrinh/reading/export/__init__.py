"""What a reading is written out as: Akoma Ntoso, a spreadsheet, a Word table, a tree for the terminal."""
