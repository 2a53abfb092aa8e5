"""Remarks in brackets taken out of a text."""

from sheets_schema.vietnam.pattern import lazy

_REMARK = lazy(r"[(\[][^)\]]*(?:[)\]]|\Z)")


def without_brackets(text: str, unclosed: bool = False) -> str:
    """The text with one space for each remark in brackets and the white space around it.

    A bracket that nothing closes is left as it is, or taken for a remark up to the end.
    """
    parts = []
    at = 0
    for remark in _REMARK.finditer(text):
        if not unclosed and remark[0][-1] not in ")]":
            break
        parts.append(text[at : remark.start()].strip())
        at = remark.end()
    return " ".join([*parts, text[at:].strip() if parts else text[at:]])
