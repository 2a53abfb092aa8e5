"""One line of the register of units read: the unit as far as it says one, and what is wrong."""

from collections.abc import Iterator, Mapping
from datetime import date

from sheets_schema.campaign import Campaign
from sheets_schema.cells.words import is_email
from sheets_schema.masking import mask_text
from sheets_schema.messages import LANGUAGES
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import Complaint, JudgedLine, Line, Typed, Weight
from sheets_schema.register.links import spreadsheet_id
from sheets_schema.vietnam.dates import parse_date
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import one_line

# What the store has room for; nothing that people write is longer.
_LONGEST = {
    "code": 60,
    "name": 200,
    "parent": 200,
    "emails": 2_000,
    "overdue_emails": 2_000,
    "residential_groups": 10_000,
}
# Of a sentence in the place of addresses each word would be told.
_TOLD_ADDRESSES = 6
_BETWEEN = lazy(r"[;\n]")
_BETWEEN_ADDRESSES = lazy(r"[;,\s]+")
_QUOTED = 40


def quoted(said: str) -> str:
    """What a person typed, as a complaint may repeat it: short, and no number in full."""
    return mask_text(said[:_QUOTED])


class LineReader:
    """Reads one line; complaints gather on the way."""

    def __init__(
        self,
        line: Line,
        typed: Typed,
        heads: Mapping[str, str],
        campaign: Campaign,
        language: str,
    ) -> None:
        self._line, self._heads = line, heads
        self._campaign, self._language = campaign, language
        self._form_kind = typed.kind
        self._complaints: list[Complaint] = []

    def read(self) -> JudgedLine:
        kind = self._kind()
        reviews = kind in self._campaign.levels
        unit = OrgUnit(
            code=self._needed("code"),
            name=self._needed("name"),
            kind=kind,
            valid_from=self._day("valid_from", Weight.LINE),
            parent=self._short("parent"),
            emails=tuple(self._emails("emails")),
            residential_groups=_several(self._listed("residential_groups")),
            spreadsheet=self._no_link() if reviews else self._link(),
            extension=self._extension(),
            overdue_emails=tuple(self._emails("overdue_emails")),
            reviews=reviews,
        )
        return JudgedLine(self._line.number, unit, tuple(self._complaints))

    def _said(self, field: str) -> str:
        return one_line(self._line.said.get(field, ""))

    def _tell(self, code: str, field: str, weight: Weight, **params: str) -> None:
        said = quoted(self._said(field))
        self._complaints.append(Complaint(code, self._heads[field], weight, {"v": said, **params}))

    def _needed(self, field: str) -> str:
        if not self._said(field):
            self._tell(f"no-{field}", field, Weight.LINE)
        return self._short(field)

    def _short(self, field: str) -> str:
        said, most = self._said(field), _LONGEST[field]
        if len(said) > most:
            self._tell("too-long", field, Weight.LINE, most=str(most))
        return said[:most]

    def _listed(self, field: str) -> str:
        """What stands in a column of several; of one that holds more than it can mean, nothing."""
        said, most = self._line.said.get(field, ""), _LONGEST[field]
        if len(said) <= most:
            return said
        self._tell("too-long", field, Weight.VALUE, most=str(most))
        return ""

    def _kind(self) -> str:
        kinds, said = self._campaign.workbooks, self._said("kind")
        if not said and len(kinds) == 1 and not self._campaign.levels:
            return next(iter(kinds))
        kind = kind_words(self._campaign).get((said or self._form_kind).casefold(), "")
        if not kind:
            code = "kind-unknown" if said else "no-kind"
            self._tell(code, "kind", Weight.LINE, kinds=self._declaredkind_words())
        return kind

    def _declaredkind_words(self) -> str:
        kinds = [*self._campaign.workbooks, *self._campaign.levels]
        words = [self._campaign.word_of(kind, self._language) for kind in kinds]
        names = ", ".join(sorted(kinds))
        return f"{', '.join(words)} ({names})" if sorted(words) != sorted(kinds) else names

    def _day(self, field: str, weight: Weight) -> date | None:
        said = self._said(field)
        if field in self._line.unsure:
            told = {
                f"{name}{form}": day.strftime(pattern)
                for name, day in zip("ab", self._line.unsure[field], strict=True)
                for form, pattern in (("", "%d/%m/%Y"), ("_iso", "%Y-%m-%d"))
            }
            self._tell("day-unsure", field, weight, **told)
            return None
        day = parse_date(said) if said else None
        if said and day is None:
            self._tell("day", field, weight)
        return day

    def _extension(self) -> date | None:
        day, due = self._day("extension", Weight.VALUE), self._campaign.due
        if day is not None and day < due.date():
            self._tell("extension-early", "extension", Weight.VALUE, due=f"{due:%d/%m/%Y}")
            return None
        return day

    def _emails(self, field: str) -> Iterator[str]:
        addresses = [one for one in _BETWEEN_ADDRESSES.split(self._listed(field)) if one]
        told = 0
        for number, address in enumerate(addresses, start=1):
            if is_email(address):
                yield address.removeprefix("mailto:")
            elif told < _TOLD_ADDRESSES:
                told += 1
                self._tell("email", field, Weight.NOTHING, v="", n=str(number))

    def _no_link(self) -> str:
        """A unit that fills in nothing has no workbook."""
        if self._said("spreadsheet"):
            self._tell("link-of-level", "spreadsheet", Weight.NOTHING)
        return ""

    def _link(self) -> str:
        said = self._said("spreadsheet")
        found = spreadsheet_id(said)
        if said and not found:
            self._tell("link", "spreadsheet", Weight.VALUE)
        return found


def _several(said: str) -> tuple[str, ...]:
    return tuple(one for part in _BETWEEN.split(said) if (one := one_line(part)))


def kind_words(campaign: Campaign) -> dict[str, str]:
    """The declared kinds by name and by the campaign's words for them in any language."""
    kinds = [*campaign.workbooks, *campaign.levels]
    words = {
        campaign.word_of(kind, language).casefold(): kind
        for kind in kinds
        for language in LANGUAGES
    }
    return words | {kind.casefold(): kind for kind in kinds}
