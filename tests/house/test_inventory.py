"""The bill of materials is the lock, licences are listed, and who asked nobody says so."""

import re
from pathlib import Path

import pytest

from bench.inventory import UNKNOWN, audit_said, bill_of_materials, licence_of, pinned

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
LISTED = {
    name: licence
    for licence, names in re.findall(r"^\| ([^|`]+) \| ([a-z][^|`]+) \|$", PAGE, re.MULTILINE)
    for name in names.split(", ")
}


def test_the_bill_of_materials_holds_each_pinned_package_with_version_and_hashes() -> None:
    bill = bill_of_materials()
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert len(bill["components"]) == len(re.findall(r"^\S+==", lock, re.MULTILINE)) > 40
    flask = next(one for one in bill["components"] if one["name"] == "flask")
    assert flask["purl"] == f"pkg:pypi/flask@{flask['version']}"
    assert flask["licenses"] == [{"license": {"name": "BSD-3-Clause"}}]
    assert all(one["value"] in lock for one in flask["properties"]) and flask["properties"]
    assert bill == bill_of_materials()


def test_each_package_of_a_server_stands_under_its_licence() -> None:
    names = {one.name for one in pinned()}
    assert names <= LISTED.keys()
    here = {name: licence_of(name) for name in names}
    known = {name: one for name, one in here.items() if one != UNKNOWN}
    assert len(known) > 40 and {name: LISTED[name] for name in known} == known


HOLE = {"id": "PYSEC-1", "fix_versions": ["2.0"]}


@pytest.mark.parametrize(
    ("found", "said", "bad"),
    [
        ([{"name": "a", "skip_reason": "not found"}], "Not audited: no service", False),
        ([{"name": "a", "version": "1", "vulns": []}], "No known hole in 1 packages.", False),
        (
            [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}],
            "1 could not be asked for",
            False,
        ),
        ([{"name": "a", "version": "1.0", "vulns": [HOLE]}], "a 1.0: PYSEC-1 (fixed in 2.0)", True),
    ],
)
def test_an_audit_that_asked_nobody_is_told_from_one_that_found_nothing(
    found: list[dict[str, object]], said: str, bad: bool
) -> None:
    words, holes = audit_said({"dependencies": found})
    assert said in words and holes is bad
