"""The pages people open, what they show, and their templates."""
