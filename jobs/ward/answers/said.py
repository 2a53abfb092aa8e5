"""What the officers answered, as the unit reads it beside its explanation."""

from collections.abc import Iterable, Sequence

from jobs.store.lives import Life
from jobs.store.office.verdicts import Verdict
from jobs.store.vault import Vault
from jobs.unit.answers.verdicts import FindingKey, newest, verdict_on
from sheets_schema.messages import text


def said_answers(
    standing: Iterable[Life], known: Sequence[Verdict], vault: Vault, office: str, language: str
) -> dict[FindingKey, str]:
    """A sentence for each finding whose explanation, as it stands, was answered."""
    last = newest(known)
    found = {}
    for life in standing:
        if (verdict := verdict_on(vault, last, life)) is not None:
            words = f": “{verdict.words}”" if verdict.words else ""
            said = {"office": office, "words": words}
            found[life.identity] = text(f"answer-told-{verdict.kind}", language, **said)
    return found
