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
- `person_name.clean_name(text)` fast test of most right names; `person_name.read_name(value,
  column)` the verdict, with `legacy_text.column_vote(texts_of_the_column)` (tcvn3, vni or None).
- `legacy_text.repair_text(text, column)` for any other text cell: LegacyRepair(kind, text) or None.
- `text`: `nfc`, `one_line`, `tone_key` (equal for hòa/hoà, any case), `fold` (search only),
  `name_sort_key`, `title_case`. `placeholder.is_placeholder(text)`, `placeholder.is_ditto(text)`.
- `sequences.drag_filled(clean_digits_of_rows)` runs of three or more rows going up by one.
- `year.read_year(value, as_of, shown)`, `sex.read_sex(value)`, `dates.read_date(value, as_of)`,
  `dates.parse_date(text)`, `dates.from_serial(number)`, `count.read_count(value, largest)`,
  `count.whole_number(value)`, `web_address.read_url(value)`, `skills.read_skills(value)`: an empty
  cell is right for them; clean is what to store ("1985", "Nữ", "2022-05-15", "50", "1,3").
- `residential_group`: `residential_key(text)`, `residential_keys(text)` (several in a cell),
  `is_whole_unit(text)` (Toàn phường), `cell_text(value)` (3.0 as "3").
- `group_name.group_key(text)`, `group_name.same_group(key, key)`.
- `platform_name`: `platform_key(text)`, `canonical_platform(text)`, `best_spelling(texts)`,
  `split_platforms(text)` (() when the cell names one).
"""
