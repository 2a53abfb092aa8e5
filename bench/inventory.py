"""What a server installs: a bill of materials (SBOM), its licences, and what is known of its holes.

python -m bench.inventory sbom build/sbom.cdx.json      CycloneDX 1.6, out of requirements.lock
python -m bench.inventory licences                      the table of docs/dependencies.md
python -m bench.inventory audit build/audit.json        what pip-audit wrote, in a sentence

The audit ends with 1 where a hole is known. Where no service could be asked pip-audit says that it
found nothing: here that is told apart.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
UNKNOWN = "?"
# What the field for people says, by the names of SPDX (https://spdx.org/licenses).
_CLASSES = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "ZPL 2.1": "ZPL-2.1",
}


@dataclass(frozen=True, slots=True)
class Pinned:
    """One line of a lock."""

    name: str
    version: str
    hashes: tuple[str, ...]


def pinned(lock: Path = LOCK) -> Iterator[Pinned]:
    """Every distribution of a lock; one with two versions, for two Pythons, comes twice."""
    for line in lock.read_text(encoding="utf-8").replace("\\\n", "").splitlines():
        name, version = re.match(r"([\w.-]+)(?:\[.*?\])?==([^\s;]+)", line).groups()  # type: ignore[union-attr]
        yield Pinned(name, version, tuple(re.findall(r"--hash=sha256:(\w+)", line)))


def licence_of(name: str) -> str:
    """As the installed distribution says it; "?" where it is not installed or says nothing."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return UNKNOWN
    fields = (said.get_all(field) for field in ("License-Expression", "License"))
    words = next((values[0] for values in fields if values), "")
    if not words or len(words) > 60:
        classes = [one for one in said.get_all("Classifier") or () if one.startswith("License")]
        words = classes[0].rpartition(" :: ")[2] if classes else UNKNOWN
    return _CLASSES.get(words, words)


def bill_of_materials(lock: Path = LOCK) -> dict[str, Any]:
    """https://cyclonedx.org/docs/1.6/json; without a time: the same lock is the same file."""
    ours = {"type": "application", "name": "wardsheets", "version": metadata.version("wardsheets")}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**ours, "bom-ref": "wardsheets"}},
        "components": [_component(one) for one in pinned(lock)],
    }


def _component(one: Pinned) -> dict[str, Any]:
    place = f"pkg:pypi/{one.name}@{one.version}"
    licence = licence_of(one.name)
    known = [] if licence == UNKNOWN else [{"license": {"name": licence}}]
    return {
        "type": "library",
        "bom-ref": place,
        "name": one.name,
        "version": one.version,
        "purl": place,
        "licenses": known,
        # Of each wheel and source of that version: which is installed depends on the machine.
        "properties": [{"name": "lock:sha256", "value": hash_} for hash_ in one.hashes],
    }


def by_licence(names: Sequence[str]) -> dict[str, list[str]]:
    """Names under their licence, sorted."""
    found: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        found.setdefault(licence_of(name), []).append(name)
    return dict(sorted(found.items()))


def licence_table() -> Iterator[str]:
    """The lines of the table in docs/dependencies.md."""
    yield "| licence | packages |"
    yield "| --- | --- |"
    for licence, names in by_licence([one.name for one in pinned()]).items():
        yield f"| {licence} | {', '.join(names)} |"


def audit_said(found: Mapping[str, Any]) -> tuple[str, bool]:
    """A sentence about what pip-audit found, and whether a hole is known."""
    every = found["dependencies"]
    asked = [one for one in every if "vulns" in one]
    holes = [
        f"{one['name']} {one['version']}: {hole['id']} (fixed in {', '.join(hole['fix_versions'])})"
        for one in asked
        for hole in one["vulns"]
    ]
    if holes:
        return "Known holes: " + "; ".join(holes), True
    if not asked:
        return f"Not audited: no service answered for any of {len(every)} packages.", False
    missed = len(every) - len(asked)
    rest = f"; {missed} could not be asked for" if missed else ""
    return f"No known hole in {len(asked)} packages{rest}.", False


def main(words: Sequence[str]) -> int:
    """Does what the first word says."""
    match words:
        case ["sbom", target]:
            text = json.dumps(bill_of_materials(), indent=1) + "\n"
            Path(target).write_text(text, encoding="utf-8")
        case ["licences"]:
            print(*licence_table(), sep="\n")
        case ["audit", source]:
            if not Path(source).is_file():
                print("Not audited: pip-audit could not be run.")
                return 0
            said, bad = audit_said(json.loads(Path(source).read_text(encoding="utf-8")))
            print(said)
            return int(bad)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
