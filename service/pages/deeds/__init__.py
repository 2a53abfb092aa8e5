"""What officers decide of reports: of one unit on its page, of many from the board."""
