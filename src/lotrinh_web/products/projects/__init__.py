"""Investment projects: capital plans and disbursement."""
