"""The register of units: one reader for tab, CSV and JSON; what it complains of is shown."""
