"""Which of our modules imports which, read from the code: type-only and inner imports count."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EMULATOR = ROOT / "sheets_emulator" / "src"
PACKAGES = ("service", "jobs", "sheets_client", "sheets_schema", "demo", "bench")

Graph = Mapping[str, frozenset[str]]


@cache
def import_graph() -> Graph:
    """Module -> the modules of ours that it imports, anywhere in its text."""
    files = {**_modules(ROOT, *PACKAGES), **_modules(EMULATOR, "sheets_emulator")}
    return {module: frozenset(_imported(file, files)) - {module} for module, file in files.items()}


def _modules(base: Path, *packages: str) -> dict[str, Path]:
    files = (file for package in packages for file in sorted((base / package).rglob("*.py")))
    return {_dotted(file.relative_to(base)): file for file in files}


def _dotted(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(file: Path, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module in known:
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                yield below if below in known else node.module
