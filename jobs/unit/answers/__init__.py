"""What officers answer: to explanations of a unit, and to rows that they ask about."""
