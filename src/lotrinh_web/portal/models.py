"""The portal keeps nothing of its own."""
