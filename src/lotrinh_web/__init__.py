"""The web application: Django apps over the engines of `lotrinh`."""
