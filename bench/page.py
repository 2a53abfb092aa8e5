"""Puts what was measured into docs/performance.md, each measurement between marks of its own."""

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

# What else the machine did when the measuring began.
LOAD = os.getloadavg()[0]
PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
INTRODUCTION = """# Performance

Every figure here was measured by a program in `bench/`: `make bench` measures them all again and
rewrites this page, `.venv/bin/python -m bench NAME` one section. Times depend on the machine and
on what else it does; requests and bytes do not.
"""


def machine() -> str:
    """A sentence on the machine that measures; it names nobody's host."""
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()} {platform.machine()}"
    return (
        f"Measured on {system}, {cores} cores, Python {platform.python_version()}; "
        f"the load average was {LOAD:.1f} when it began."
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write_section(name: str, title: str, text: str, page: Path = PAGE) -> None:
    """Replaces the section `name`, or adds it under its title; the rest of the page stays."""
    begin, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    old = page.read_text("utf-8") if page.exists() else INTRODUCTION
    section = f"{begin}\n{machine()}\n\n{text.strip()}\n{end}"
    if begin in old:
        marked = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        new = marked.sub(lambda _: section, old)
    else:
        new = f"{old.rstrip()}\n\n## {title}\n\n{section}\n"
    page.write_text(new, "utf-8")
