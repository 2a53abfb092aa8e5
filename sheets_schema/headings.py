"""How alike a heading typed by people is to a declared one: exact, contained, or misspelt."""

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sheets_schema.campaign import Table
from sheets_schema.vietnam.text import fold

EXACT, CONTAINED, MISSPELT = 1000, 500, 200
_IN_PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_WORD = re.compile(r"[^a-z0-9#]+")
_NUMBERING = re.compile(r"^(?:[ivx]{1,4}|\d{1,2}[a-d]?|[a-d])\s+(?=\S)")
_LIKE = 0.86


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading as plain lower-case words without diacritics and punctuation."""
    return _NOT_WORD.sub(" ", fold(text[:200])).strip()


@lru_cache(maxsize=4096)
def short_heading_key(text: str) -> str:
    """The same without what stands in parentheses: "Số điện thoại (Zalo)" is so dien thoai."""
    return heading_key(_IN_PARENTHESES.sub(" ", text[:200]))


def without_numbering(key: str) -> str:
    """A tab's key without its leading number: "3a to cnscd" is to cnscd."""
    return _NUMBERING.sub("", key)


def likeness(key: str, short: str, wanted: Sequence[str]) -> int:
    """How well a heading fits one of the wanted keys; 0 when it does not."""
    if key in wanted:
        return EXACT
    if short and short in wanted:
        return EXACT - 1
    padded = f" {key} "
    contained = [len(one) for one in wanted if len(one) >= 4 and f" {one} " in padded]
    if contained:
        return CONTAINED + max(contained)
    if 4 <= len(key) <= 60:
        matcher = difflib.SequenceMatcher(b=key, autojunk=False)
        for one in wanted:
            matcher.set_seq1(one)
            if abs(len(one) - len(key)) <= 4 and matcher.quick_ratio() >= _LIKE:
                ratio = matcher.ratio()
                if ratio >= _LIKE:
                    return MISSPELT + int(100 * ratio)
    return 0


@lru_cache(maxsize=256)
def wanted_headings(table: Table) -> Mapping[str, tuple[str, ...]]:
    """For each declared column the keys of its title and synonyms."""
    found = {}
    for column in table.columns:
        texts = (column.title, *column.synonyms)
        keys = [key(text) for text in texts for key in (heading_key, short_heading_key)]
        found[column.name] = tuple(dict.fromkeys(filter(None, keys)))
    return found


def match_columns(headings: Mapping[int, str], table: Table, loosely: bool) -> dict[str, int]:
    """Declared names -> sheet columns, the best pairs first, each heading used once.

    Without `loosely` only names and synonyms count, which is fast; with it also headings that
    contain one or are misspelt.
    """
    wanted = wanted_headings(table)
    pairs: list[tuple[int, int, int, str]] = []
    for col, text in headings.items():
        key, short = heading_key(text), short_heading_key(text)
        for rank, (name, keys) in enumerate(wanted.items()):
            if loosely:
                score = likeness(key, short, keys)
            else:
                score = EXACT * (key in keys) or (EXACT - 1) * (short in keys)
            if score:
                place = keys.index(key) if key in keys else len(keys)
                pairs.append((score * 100 - min(place, 99), -rank, col, name))
    found: dict[str, int] = {}
    used: set[int] = set()
    for _, _, col, name in sorted(pairs, key=lambda pair: (-pair[0], -pair[1], pair[2])):
        if name not in found and col not in used:
            found[name] = col
            used.add(col)
    return found
