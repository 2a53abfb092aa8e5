"""What Drive keeps of files: their rows, who may open them, and its books."""
