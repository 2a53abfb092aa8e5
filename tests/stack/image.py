"""The Dockerfile read, and its steps carried out in a folder where there is no Docker."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "Dockerfile"
PLACES = ("opt", "build", "data")


def stages() -> dict[str, list[tuple[str, str]]]:
    """The instructions of each stage by its name; "" is the last one."""
    found: dict[str, list[tuple[str, str]]] = {}
    name = None
    for word, rest in _instructions():
        if word == "FROM":
            name = rest.partition(" AS ")[2]
            found[name] = []
        elif name is not None:
            found[name].append((word, rest))
    return found


def _instructions() -> Iterator[tuple[str, str]]:
    lines = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    for line in lines:
        if line.strip() and not line.startswith("#"):
            word, _, rest = line.strip().partition(" ")
            yield word, rest.strip()


def said(stage: str, word: str) -> list[str]:
    """What a stage says behind each instruction of that word."""
    return [rest for one, rest in stages()[stage] if one == word]


def environment() -> dict[str, str]:
    """What the image sets for its programs."""
    pairs = (pair for line in said("service", "ENV") for pair in line.split())
    return dict(pair.split("=", 1) for pair in pairs)


def a_python() -> str:
    """The machine's own Python, which every user may run; else the one that runs the tests."""
    own = "/usr/bin/python3"
    good = "import sys, ensurepip; sys.exit(sys.version_info < (3, 11))"
    if subprocess.run([own, "-c", good], capture_output=True, check=False).returncode == 0:
        return own
    return sys.executable


class Image:
    """The image's files below `root`, which takes the place of `/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "bin").mkdir()
        # The image's `python`.
        (root / "bin" / "python").symlink_to(a_python())
        (root / "data").mkdir()

    def carry_out(self, stage: str, packages: str = "wardsheets") -> None:
        """Does a stage's COPY and RUN; a step that fails shows what it said.

        `packages` takes the place of /opt/wardsheets, for what is made beside it.
        """
        folder = self.root / "build"
        for word, rest in stages()[stage]:
            if word == "WORKDIR":
                folder = Path(self.placed(rest))
                folder.mkdir(parents=True, exist_ok=True)
            elif word == "COPY":
                self._copy(rest.split(), folder)
            elif word == "RUN":
                self.run(rest.replace("/opt/wardsheets", f"/opt/{packages}"), folder)

    def run(self, command: str, folder: Path) -> None:
        """One RUN."""
        # How packages are fetched is the machine's matter; what is imported from where is not.
        kept = {n: text for n, text in os.environ.items() if not n.startswith("PYTHON")}
        environ = kept | {"PATH": f"{self.root / 'bin'}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["sh", "-ec", self.placed(command)],
            cwd=folder,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"

    def install(self, name: str, sources: Path, packages: Path) -> None:
        """Puts the version of other sources in the place of this one, in packages of its own."""
        pip = "/opt/build/bin/python -m pip"
        wheel = f"{pip} wheel --quiet --no-deps --no-build-isolation --wheel-dir /opt/{name}-dist ."
        self.run(wheel, sources)
        instead = "install --quiet --no-deps --force-reinstall"
        self.run(f"{pip} --python {packages} {instead} /opt/{name}-dist/wardsheets-*.whl", sources)

    def placed(self, text: str) -> str:
        """A command with the image's places where they are here."""
        return re.sub(rf"(?<![\w.])/({'|'.join(PLACES)})\b", rf"{self.root}/\1", text)

    def _copy(self, words: list[str], folder: Path) -> None:
        if words == [".", "."]:
            shutil.copytree(ROOT, folder, ignore=_left_out(), dirs_exist_ok=True)
            return
        for name in words[:-1]:
            shutil.copy(ROOT / name, folder)

    def environ(self) -> dict[str, str]:
        """What a program of the image sees, without the settings of whoever runs the tests."""
        own = {name: self.placed(text) for name, text in environment().items()}
        path = own["PATH"].replace("$PATH", os.environ["PATH"])
        return own | {"PATH": path, "HOME": str(self.root / "data"), "LANG": "C.UTF-8"}

    def command(self, *words: str) -> list[str]:
        """A command as the image starts it."""
        entry: list[str] = json.loads(said("service", "ENTRYPOINT")[0])
        return [*entry, *words]

    def is_well(self, environ: dict[str, str]) -> bool:
        """The image's own HEALTHCHECK."""
        words = json.loads(said("service", "HEALTHCHECK")[0].partition("CMD ")[2])
        return subprocess.run(words, env=environ, capture_output=True, check=False).returncode == 0

    def megabytes(self) -> float:
        """The size of the packages of a server on the disk, and of the Python code made of them."""
        files = (self.root / "opt" / "wardsheets").rglob("*")
        return sum(one.lstat().st_size for one in files if one.is_file()) / 1e6


def _left_out() -> "shutil._IgnorePatterns":  # type: ignore[name-defined]
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    names = [line.removeprefix("**/") for line in lines if line and not line.startswith("#")]
    return shutil.ignore_patterns(*names)
