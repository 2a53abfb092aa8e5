"""Sums that a list declares between its columns (`a = b + c`), and whether they form a circle."""

from collections.abc import Iterator, Mapping, Sequence

from sheets_schema.checks.rules import Rule, parse_rule


def parts_of_sums(rules: Sequence[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each declared sum: the rule as written, its column and the columns that make it."""
    for said in rules:
        rule = parse_rule(said)
        if rule is not None and rule.sign == "=":
            yield from ((said, column, parts) for column, parts in _sums(rule))


def _sums(rule: Rule) -> Iterator[tuple[str, tuple[str, ...]]]:
    for whole, sum_ in ((rule.left, rule.right), (rule.right, rule.left)):
        # What is taken away says the same of the others in another order.
        added = len(sum_) > 1 and all(term.sign > 0 for term in sum_)
        if added and len(whole) == 1 and not whole[0].is_number:
            yield whole[0].word, tuple(term.word for term in sum_ if not term.is_number)


def circles(rules: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each rule that closes a circle, the columns that are part of themselves, in order."""
    known: dict[str, set[str]] = {}
    for said, column, parts in parts_of_sums(rules):
        for part in parts:
            way = _way(known, part, column)
            if way:
                yield said, (column, *way)
                break
        known.setdefault(column, set()).update(parts)


def _way(known: Mapping[str, set[str]], start: str, end: str) -> tuple[str, ...]:
    """How one column is made of another, over others; () where it is not."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == end:
            return way
        for part in sorted(known.get(way[-1], set()) - seen):
            seen.add(part)
            ways.append((*way, part))
    return ()
