"""Forms of what is declared, in the words of JSON Schema; `x-advice` names the sentence to say.

Types and checks describe their own settings with them; editors get the same words.
"""

from collections.abc import Iterable, Mapping

Form = Mapping[str, object]
ADVICE = "x-advice"

TEXT: Form = {"type": "string", "pattern": r"\S", ADVICE: "text"}
WORDS: Form = {"type": "array", "items": TEXT, ADVICE: "words"}
WHOLE: Form = {"type": "integer", ADVICE: "whole"}
NUMBER: Form = {"type": "number", ADVICE: "number-value"}
LENGTH: Form = {"type": "integer", "minimum": 0, ADVICE: "whole"}
FLAG: Form = {"type": "boolean", ADVICE: "flag"}
# Ours, in keys and in other declarations: `phone`.
NAME: Form = {"type": "string", "pattern": r"^[^\s./#{}]+$", ADVICE: "name"}
# A word, or several.
SEVERAL: Form = {**WORDS, "type": ["string", "array"], "pattern": r"\S", "minItems": 1}
# What else is declared: a column of the same list, some of them, another list, one of its columns.
COLUMN: Form = {**TEXT, ADVICE: "column-name"}
COLUMNS: Form = {**SEVERAL, ADVICE: "column-names"}
# A column of numbers: what is compared with the same column of others.
NUMBERS_COLUMN: Form = {**COLUMN, "x-numbers": True}
# One that is added up: a column of averages (`summed = false`) is none.
SUMMED_COLUMN: Form = {**NUMBERS_COLUMN, "x-summed": True}
LIST: Form = {**TEXT, ADVICE: "list-name"}
# Two sums of columns and how they stand to each other: `a <= b`, `a = b + c`.
RULE: Form = {**TEXT, ADVICE: "rule"}
COLUMN_OF_LIST: Form = {"type": "string", "pattern": r"^[^.]+\.[^.]+$", ADVICE: "column-of-list"}
# By a word of the form, the other words that mean it.
WORDS_BY_WORD: Form = {"type": "object", "additionalProperties": WORDS, ADVICE: "words-by-word"}


def all_of(names: Iterable[str], form: Form) -> dict[str, Form]:
    """The same form under several names."""
    return dict.fromkeys(names, form)


def columns(*names: str) -> dict[str, Form]:
    """Settings that each name a column of the same list."""
    return all_of(names, COLUMN)
