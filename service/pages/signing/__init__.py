"""What an officer sees and takes before the report is signed: doubts, changes, PDF, the letter."""
