"""Word lists written as one line of text."""


def words(text: str) -> list[str]:
    """The entries of a list written with bars between them, or with spaces."""
    return text.split("|") if "|" in text else text.split()
