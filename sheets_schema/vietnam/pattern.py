"""Regular expressions that are compiled at their first use, so that the import stays fast."""

import re
from typing import cast

_METHODS = ("fullmatch", "match", "search", "sub", "subn", "split", "findall", "finditer")


class _LazyPattern:
    """Stands for a compiled expression; each method is looked up once."""

    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._expression, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(expression: str, flags: int = 0) -> re.Pattern[str]:
    """The expression as `re.compile` would give it, compiled when it is first asked something."""
    return cast("re.Pattern[str]", _LazyPattern(expression, flags))
