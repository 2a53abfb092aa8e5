"""What happened over the days: looks, what was wrong, what was mended, what officers did."""
