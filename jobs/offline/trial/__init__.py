"""Checks held to a district whose faults are known, and rules tried before they are used."""
