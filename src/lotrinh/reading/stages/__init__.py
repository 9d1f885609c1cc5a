"""The stages of the reader, one module each; `lotrinh.reading.pipeline` lists them in order."""
