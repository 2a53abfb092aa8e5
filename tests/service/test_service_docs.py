"""docs/service.md names every route and every command, and none that is not there."""

import re
from pathlib import Path

from service.cli import main
from tests.service.conftest import Service

PAGE = (Path(__file__).parents[2] / "docs" / "service.md").read_text(encoding="utf-8")


def test_every_route_stands_in_the_docs(service: Service) -> None:
    served = {
        f"{method} {rule.rule}"
        for rule in service.app.url_map.iter_rules()
        if "static" not in rule.endpoint
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert set(re.findall(r"^\| `((?:GET|POST) [^`]+)`", PAGE, re.MULTILINE)) == served


def test_every_command_stands_in_the_docs() -> None:
    written = set(re.findall(r"^\| `wardsheets ([a-z-]+)", PAGE, re.MULTILINE))
    assert written == set(main.list_commands(None))  # type: ignore[arg-type]
