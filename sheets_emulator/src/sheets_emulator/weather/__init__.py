"""Bad weather on request: quotas, faults, and persons who come between."""
