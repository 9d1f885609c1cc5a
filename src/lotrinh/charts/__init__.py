"""Charts as Vega-Lite specifications: one for the browser (no eval) and, as a picture, the Word file."""
