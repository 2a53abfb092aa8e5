"""How numbers and dates are written: locales, and number formats."""
