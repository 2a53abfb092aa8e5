"""What the office itself did beside the reports: drafts that it took, what it wrote and changed."""
