"""The findings that a campaign declares for itself: their sentences, and the codes they bear."""

import re
from collections.abc import Callable, Iterator, Mapping

from sheets_schema.declaration.complaints import Complaint, Place, offer
from sheets_schema.declaration.files import MAIN, Raw, table, word, words
from sheets_schema.finding import Severity
from sheets_schema.messages import LANGUAGES, Entry, severities

KEY = "messages"
_PLACE = Place(MAIN)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# What the sentences of any finding may speak of, and those of the checks over several columns.
GENERAL = frozenset({"v", "fix", "header", "name", "row", "tab", "n", "most", "row2", "other"})
OF_CHECKS = frozenset({"rule", "left", "right", "sum", "rows", "choices", "when", "limits"})


def message_complaints(main: Raw) -> Iterator[Complaint]:
    """What is wrong in `[messages.…]` beside its form."""
    for code, declared in table(main, KEY).items():
        if code in severities():
            yield _PLACE.wrong(f"{KEY}.{code}", "message-taken")
        if not isinstance(declared, dict):
            continue
        for lang in LANGUAGES:
            for name in _PLACEHOLDER.findall(" ".join(words(declared, lang))):
                if name not in GENERAL | OF_CHECKS:
                    known = offer(name, GENERAL | OF_CHECKS)
                    yield _PLACE.wrong(f"{KEY}.{code}.{lang}", "message-word", **known)


def code_in(main: Raw) -> Callable[[str], str]:
    """By a code of the files the code of its findings: an own one bears the campaign's name."""
    own, name = set(table(main, KEY)), word(main, "name")
    return lambda code: f"{name}.{code}" if code in own else code


def own_entries(main: Raw) -> Mapping[str, Entry]:
    """The declared findings by the code of their findings."""
    code_of = code_in(main)
    return {
        code_of(code): Entry(
            Severity(raw["severity"]),
            {lang: (raw[lang][0], raw[lang][1], raw[lang][2]) for lang in LANGUAGES},
            str(raw.get("example", "")),
            general=True,
        )
        for code, raw in table(main, KEY).items()
    }
