"""The register of units: what its lines may say. Pure; where they stand is for others."""
