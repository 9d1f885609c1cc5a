"""One module per command, each with a Typer `app`; the table is in `lotrinh.cli`."""
