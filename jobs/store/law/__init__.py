"""What the law on personal data asks to be kept: erasures, backups, breaches; who stands where."""
