"""What is done and when: check, consolidate, remind, report, sweep."""
