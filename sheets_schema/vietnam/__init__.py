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
- `person_name.clean_name(text)` fast test of most right names;
  `person_name.read_name(value, column)`
  the verdict, `column` = `legacy_text.column_vote(texts_of_the_column)` (tcvn3, vni or None).
- `legacy_text.repair_text(text, column)` for any other text cell: LegacyRepair(kind, text) or None.
- `text`: `nfc`, `one_line`, `tone_key` (equal for hòa/hoà, any case), `fold` (search only),
  `name_sort_key`, `title_case`. `placeholder.is_placeholder(text)`, `placeholder.is_ditto(text)`.
- `sequences.drag_filled(clean_digits_of_rows)` runs of three or more rows going up by one.
"""
