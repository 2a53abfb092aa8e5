"""One person over all units: found, given out, erased, by the law on personal data."""
