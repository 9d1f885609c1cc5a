"""Targets: their pages, forecasts and charts, the planned path, what people say of them."""
