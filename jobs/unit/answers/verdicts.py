"""An officer accepts an explanation or not, and asks about a row; each for what stands there now.

A verdict carries a keyed hash of what it was decided upon. Where the value or the explanation is
another one it holds no more: a refused explanation that was written anew waits to be read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.events import events_of
from jobs.store.lives import Life, load_lives
from jobs.store.office.verdicts import (
    ACCEPTED,
    ASKED,
    REFUSED,
    Verdict,
    add_verdict,
)
from jobs.store.rows import DataRow, load_rows
from jobs.store.units import hold_unit, load_unit
from jobs.store.vault import Vault
from jobs.unit.acceptance import acceptance_of
from jobs.unit.deeds import LONGEST_WORDS, DeedRefusedError
from jobs.unit.moment import Moment
from jobs.unit.standing import extended, lock_passed
from sheets_schema.campaign import Campaign
from sheets_schema.finding import Severity
from sheets_schema.masking import mask_text
from sheets_schema.messages import said_moment, text
from sheets_schema.vietnam.text import one_line

# The finding by which a question stands beside its row.
QUESTION = "officer-question"
ANSWERS = (ACCEPTED, REFUSED)
EXPLAINABLE = (Severity.PLEASE_CHECK, Severity.INFO)

FindingKey = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an officer says: `kind` is one of ACCEPTED, REFUSED, ASKED. Of an explanation `finding`
    is its number in the store and `basis` what the officer saw (`basis_of`); of a question `table`
    is the list by its declared name and `row` the row of the sheet, from 1."""

    kind: str
    person: str
    words: str = ""
    finding: int | None = None
    basis: str = ""
    table: str = ""
    row: int | None = None


def basis_of(vault: Vault, life: Life) -> str:
    """The keyed hash of what stands there: the value, and what the unit says of it."""
    return vault.digest("verdict", life.digest, life.reason)


def is_explained(life: Life) -> bool:
    """Whether the unit says something of it that can be answered."""
    return bool(life.reason.strip()) and life.finding.severity in EXPLAINABLE


def newest(known: Sequence[Verdict]) -> dict[FindingKey, Verdict]:
    """The last verdict on each explanation, by the finding's identity."""
    return {one.identity: one for one in known if one.kind in ANSWERS}


def verdict_on(vault: Vault, known: Mapping[FindingKey, Verdict], life: Life) -> Verdict | None:
    """The verdict on what stands there now, None where there is none of just that."""
    one = known.get(life.identity)
    return one if one is not None and one.basis == basis_of(vault, life) else None


def questions(known: Sequence[Verdict]) -> list[Verdict]:
    """The last question about each row."""
    return list({one.identity: one for one in known if one.kind == ASKED}.values())


def answer(
    connection: sa.Connection,
    vault: Vault,
    key: str,
    given: Answer,
    campaign: Campaign,
    moment: Moment,
    language: str,
) -> Verdict:
    """Writes it down, or raises DeedRefusedError; LookupError where there is no such unit."""
    hold_unit(connection, key)
    words = mask_text(one_line(given.words))[:LONGEST_WORDS]
    _hold_to_rules(connection, key, given, words, campaign, moment, language)
    if given.kind == ASKED:
        row = _row(connection, vault, key, given, language)
        identity, basis, reason = (row.table, row.row_id, "", QUESTION), row.fingerprint, ""
    else:
        life = _explained(connection, vault, key, given, language)
        identity, basis, reason = life.identity, basis_of(vault, life), life.reason
    at = moment.clock.timestamp()
    verdict = Verdict(identity, basis, given.kind, given.person, at, words, reason)
    add_verdict(connection, vault, key, campaign.term, verdict)
    return verdict


def _hold_to_rules(
    connection: sa.Connection,
    key: str,
    given: Answer,
    words: str,
    campaign: Campaign,
    moment: Moment,
    language: str,
) -> None:
    unit = load_unit(connection, key)
    if unit is None:
        raise LookupError(key)
    if given.kind not in (*ANSWERS, ASKED):
        raise _refused("unknown", language)
    if campaign.closed is not None:
        local = campaign.closed.astimezone(moment.clock.tzinfo)
        raise DeedRefusedError("closed", text("deed-closed", language, moment=said_moment(local)))
    if given.kind == ACCEPTED:
        return
    if not words:
        raise _refused(f"{given.kind}-words", language)
    known = acceptance_of(events_of(connection, key, campaign.term), anew=campaign.anew)
    # Behind the lock nobody looks at the workbook, and the unit would never read it.
    if lock_passed(campaign, extended(unit, known.extension), moment.present):
        raise _refused("locked", language)


def _explained(
    connection: sa.Connection, vault: Vault, key: str, given: Answer, language: str
) -> Life:
    lives = load_lives(connection, vault, key)
    life = next((one for one in lives if one.id == given.finding and one.standing), None)
    if life is None or given.basis != basis_of(vault, life):
        raise _refused("changed", language)
    if not is_explained(life):
        raise _refused("unexplained", language)
    return life


def _row(
    connection: sa.Connection, vault: Vault, key: str, given: Answer, language: str
) -> DataRow:
    rows = load_rows(connection, vault, key)
    here = [one for one in rows if one.table == given.table and one.position + 1 == given.row]
    if len(here) != 1:
        raise _refused("no-row", language, row="" if given.row is None else given.row)
    return here[0]


def _refused(code: str, language: str, **params: object) -> DeedRefusedError:
    return DeedRefusedError(f"answer-{code}", text(f"answer-{code}", language, **params))
