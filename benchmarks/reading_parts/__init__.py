"""What `benchmarks/reading.py` is made of: the long PDFs it makes, and the well-known converter beside us."""
