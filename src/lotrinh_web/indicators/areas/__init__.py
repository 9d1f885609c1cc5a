"""Figures over territories: compared, ranked, restated on other boundaries."""
