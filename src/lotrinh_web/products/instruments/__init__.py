"""Legal instruments, from proposal to promulgation."""
