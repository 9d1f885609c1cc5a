"""lotrinh: engines that turn an action programme into data (no Django, no database)."""

__version__ = "0.1.0"
