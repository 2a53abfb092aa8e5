"""What is kept of the service's own work: the ledger, quota, counters, nonces, looks."""
