"""A receipt in words, the same in the unit's sheet and in the mail: who, when, what, on time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jobs.store.events import Event
from jobs.unit.acceptance import Handed
from sheets_schema.messages import text


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """What a receipt says: `moment` and `code` as people write them, `titles` of the lists by
    their names; `late` that the report surely came after it was due."""

    first: Event
    handed: Handed
    moment: str
    code: str
    late: bool
    titles: Mapping[str, str]

    def sentences(self, language: str) -> Iterator[str]:
        """When and how much, on time or not, what was open, its code, and who."""
        lists, rows = len(self.handed.lists), self.handed.rows
        yield text("receipt-given", language, moment=self.moment, lists=lists, rows=rows)
        yield text("receipt-late" if self.late else "receipt-on-time", language)
        if self.handed.questions:
            yield text("receipt-questions", language, n=self.handed.questions)
        yield text("receipt-code", language, code=self.code)
        if self.first.person:
            yield text("receipt-person", language, person=self.first.person)

    def lists(self, language: str) -> Iterator[str]:
        """Each list with its rows and checksum."""
        for one in self.handed.lists:
            title = self.titles.get(one.name, one.name)
            yield text("receipt-of-list", language, list=title, n=one.rows, sum=one.checksum)
