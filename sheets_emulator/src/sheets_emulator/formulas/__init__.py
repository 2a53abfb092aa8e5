"""A small, honest evaluator of the formulas that templates and conditional formats use."""
