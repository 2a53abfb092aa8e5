"""The register of units: which there are, and what is known of each."""
