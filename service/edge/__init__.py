"""What comes before the application: the names it answers to, the connections it keeps."""
