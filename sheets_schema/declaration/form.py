"""Holds a file of a declaration against its schema: every wrong key at once, each in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sheets_schema.declaration.complaints import Complaint, Place, offer
from sheets_schema.forms import ADVICE

# What an entry of these arrays is called in the place; of others the key alone is said.
_NAMED_BY = {"tables": "name", "figures": "name", "appendices": "title"}
# Keys under which a day or a moment may stand as TOML has them.
_MOMENTS = frozenset(
    {"due", "locked", "issued", "example", "start", "opens", "first", "last", "holidays"}
)
# Sentences that need not say first that something is needed.
_COMPLETE = frozenset({"choices", "tables-needed", "columns-needed"})

Path = Sequence[str | int]


class _Error(NamedTuple):
    """What the validator says: where in the file, which part of the schema, and its own words."""

    path: Path
    rule: Mapping[str, Any]
    kind: Any


def form_complaints(
    file: str, raw: Mapping[str, Any], schema: Mapping[str, Any]
) -> Iterator[Complaint]:
    """What the schema does not allow, in the order of the file."""
    # Whoever reads no declaration does not pay for it.
    import jsonschema_rs

    found = jsonschema_rs.validator_for(dict(schema)).iter_errors(as_json(raw))
    errors = [_error(schema, one) for one in found]
    told = [one for error in sorted(errors, key=lambda e: _order(raw, e.path))
            for one in _told(file, raw, error)]  # fmt: skip
    meant = {(c.inner, _beside(c.key, str(c.params.get("near")))) for c in told if not c.needed}
    return (c for c in told if not (c.needed and (c.inner, c.key) in meant))


def as_json(value: Any, key: str = "") -> Any:
    """The same with moments and days as texts, as editors see them, where there may be any; one
    without quotation marks in the place of a text is nothing that a schema takes."""
    if isinstance(value, dict):
        return {name: as_json(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [as_json(one, key) for one in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat() if key in _MOMENTS else None
    return value


def _error(schema: Mapping[str, Any], found: Any) -> _Error:
    """What is wrong in an entry of an array is told of the array."""
    path, keys = list(found.instance_path), list(found.schema_path[:-1])
    while path and isinstance(path[-1], int) and keys[-1:] == ["items"] and _is_entry(found):
        path, keys = path[:-1], keys[:-1]
    rule: Any = schema
    for key in keys:
        rule = rule[key]
    return _Error(path, rule, found.kind)


def _is_entry(found: Any) -> bool:
    return found.kind.name not in ("additionalProperties", "required")


def _order(raw: Any, path: Path) -> tuple[int, ...]:
    order = []
    for step in path:
        order.append(step if isinstance(step, int) else list(raw).index(step))
        raw = raw[step]
    return tuple(order)


def _beside(key: str, other: str) -> str:
    return ".".join([*key.split(".")[:-1], other])


def _told(file: str, raw: Mapping[str, Any], error: _Error) -> Iterator[Complaint]:
    rule, kind = error.rule, error.kind
    if kind.name == "additionalProperties":
        for key in kind.unexpected:
            known = [one for one in rule["properties"] if not one.startswith("$")]
            said = "code" if rule[ADVICE] == "severity" else "unknown"
            yield _placed(file, raw, [*error.path, key], said, offer(key, known))
    elif kind.name == "required":
        said = rule["properties"].get(kind.property, {}).get(ADVICE, "text")
        wrong = _placed(file, raw, [*error.path, kind.property], said, {})
        yield replace(wrong, needed=said not in _COMPLETE)
    elif kind.name == "enum":
        value = _value(raw, error.path)
        yield _placed(file, raw, error.path, rule[ADVICE], offer(value, rule["enum"]))
    else:
        yield _placed(file, raw, error.path, rule[ADVICE], {})


def _value(raw: Any, path: Path) -> Any:
    for step in path:
        raw = raw[step]
    return raw


def _placed(file: str, raw: Any, path: Path, said: str, params: Mapping[str, object]) -> Complaint:
    """The complaint about what stands on that path, under the names that people gave."""
    walk = _Walk(Place(file))
    for step, following in zip(path, [*path[1:], ""], strict=True):
        if isinstance(step, int):
            walk = walk.into_entry(raw, step, following)
            raw = raw[step]
        else:
            walk = walk._replace(keys=(*walk.keys, step))
            raw = raw.get(step)
    inner, key = walk.place.inner, ".".join(walk.keys)
    return Complaint(file, inner, key, said, params, number=walk.number)


class _Walk(NamedTuple):
    """How far a path was followed: the named place, the keys below it, which of several, and
    the array that the place is an entry of."""

    place: Place
    keys: tuple[str, ...] = ()
    number: int | None = None
    inside: str = ""

    def into_entry(self, entries: Any, at: int, following: str | int) -> "_Walk":
        """One step further, into an entry of the array that was the last key."""
        array, entry = self.keys[-1], entries[at]
        if array in _NAMED_BY or (array == "columns" and self.inside == "tables"):
            name = entry.get(_NAMED_BY.get(array, "name"))
            place = self.place.inside(name if isinstance(name, str) else f"#{at + 1}")
            return _Walk(place, inside=array)
        number = at + 1 if len(entries) > 1 else self.number
        if array == "lists":
            return self._replace(keys=self.keys[:-1], number=number)
        if array == "checks" and following not in ("check", "code"):
            return self._replace(keys=(*self.keys, str(entry.get("check"))))
        return self._replace(number=number)
