"""The first settings file: what is asked, in which order, and what is looked at in an answer."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.settings.declared import declared
from sheets_schema.messages import text

Say = Callable[..., str]
Look = Callable[[str, Any, Say], Iterator[str]]
"""What can be seen of an answer (its setting, its value) beyond its form, as sentences by `Say`;
one that begins with ✗ says that it cannot be used."""


@dataclass(frozen=True, slots=True)
class Question:
    """One setting that is asked for, in a sentence `init-ask-…` of the catalogue."""

    setting: str
    hidden: bool = False
    needed: bool = False
    only_with: str = ""


QUESTIONS = (
    Question("language", needed=True),
    Question("campaign", needed=True),
    Question("data_dir", needed=True),
    Question("service_accounts", needed=True),
    Question("district_spreadsheet", needed=True),
    Question("public_url"),
    Question("proxy_hops", only_with="public_url"),
    Question("people"),
    Question("oidc_issuer", only_with="public_url"),
    Question("oidc_client_id", only_with="oidc_issuer"),
    Question("oidc_client_secret", hidden=True, only_with="oidc_issuer"),
    Question("smtp_url", hidden=True),
    Question("mail_from", only_with="smtp_url"),
)
USUAL = {"language": "vi", "campaign": "to-cnscd-2024", "data_dir": "data", "proxy_hops": "1"}


class Asker:
    """Asks one question after the other, until each has an answer that can be used.

    `ask` is given the question, the usual answer and whether what is typed stays hidden.
    """

    def __init__(
        self,
        before: Mapping[str, str],
        echo: Callable[[str], None],
        ask: Callable[..., str],
        look: Look,
    ) -> None:
        self._before, self._echo, self._ask, self._look = before, echo, ask, look
        self._parsers = {item.name: item.metadata["parse"] for item in declared()}
        self.found: dict[str, str] = {}

    def say(self, key: str, **words: object) -> str:
        """A sentence in the language that was chosen."""
        return text(key, self.found.get("language", "vi"), **words)

    def ask_all(self) -> Mapping[str, str]:
        """The answers by the name of their setting; those left empty are left out. What stood in
        the file and is not asked for stays."""
        for question in QUESTIONS:
            if question.only_with and question.only_with not in self.found:
                continue
            if answer := self._answer(question):
                self.found[question.setting] = answer
        asked = {question.setting for question in QUESTIONS}
        return {**{k: v for k, v in self._before.items() if k not in asked}, **self.found}

    def _answer(self, question: Question) -> str:
        name = question.setting
        usual = self._before.get(name, USUAL.get(name, ""))
        while True:
            asked = self.say(f"init-ask-{name.replace('_', '-')}")
            answer = self._ask(asked, usual, hidden=question.hidden)
            if not answer and question.needed:
                self._echo(self.say("init-needed"))
                continue
            if not answer or self._good(name, answer):
                return answer

    def _good(self, name: str, answer: str) -> bool:
        try:
            value = self._parsers[name](answer)
        except ValueError as error:
            self._echo(f"✗ {error}")
            return False
        seen = list(self._look(name, value, self.say))
        for said in seen:
            self._echo(said)
        return not any(said.startswith("✗") for said in seen)


class NotOursError(Exception):
    """The file holds what this program did not write and would lose."""


def file_text(found: Mapping[str, str]) -> str:
    """The answers as TOML: every one a text, as the environment has them too."""
    lines = [f"{name} = {_quoted(value)}" for name, value in found.items()]
    return "\n".join(
        ["# Written by `wardsheets init`; every setting: docs/settings.md", *lines, ""]
    )


def _quoted(value: str) -> str:
    # Of what JSON writes for a text TOML reads the same.
    return json.dumps(value, ensure_ascii=False)


def read_answers(target: Path) -> dict[str, str]:
    """What stands in the file; nothing where there is none. Raises NotOursError where it has
    tables, lists, or cannot be read."""
    try:
        found = tomllib.loads(target.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise NotOursError from None
    if any(not isinstance(value, str) for value in found.values()):
        raise NotOursError
    return found
