"""Durable work: the engine, the clock, the sweep, Drive's changes, and its upkeep."""
