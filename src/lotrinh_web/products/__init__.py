"""Kinds of product: legal instruments, investment projects, dissemination, inspection findings."""
