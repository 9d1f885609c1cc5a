"""Dissemination activities and whom they reached."""
