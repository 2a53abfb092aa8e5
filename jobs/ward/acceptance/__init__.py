"""When a unit's report counts as taken: complete, since a moment that can be proved, by whom."""
