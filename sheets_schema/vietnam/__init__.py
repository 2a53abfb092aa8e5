"""What is known of Vietnamese cells (citizen numbers, phones, names, dates), as pure functions.

Every reader takes a typed cell and returns a `reading.CellReading(code, clean, proposed, params)`;
nothing here raises on any value. Fast tests come first: a right cell costs one call.

- `cccd.clean_cccd(as_of_year)` gives the fast test of a cell (only for `str`); `cccd.read_cccd(
  value, shown, as_of, row_phone)` the verdict; `cccd_facts.fits_row(clean, sex, year, as_of)`
  compares with the row; `cccd_facts.digits_of_birth(sex, year)` is the fast comparison with
  `clean[3:6]`; `cccd_facts.facts(clean)` tells province, sex, year.
- `phone.clean_mobile(text)` fast test; `phone.read_phone(value, shown, local_province)`;
  `provinces.canonical_province(name)` gives the name to pass.
- `swap.read_swap(in_cccd, in_phone, as_of)` both cells exchanged.
- `sequences.drag_filled(clean_digits_of_rows)` runs of three or more rows going up by one.
"""
