"""What a maintainer needs to see of an installation, with nothing of any person in it."""
