"""The receipt of a report as a mail to the unit, once for each period."""

from collections.abc import Iterable, Iterator

from jobs.notices.delivery import Post
from jobs.store.notices import RECEIPT, Notice, add_notices
from jobs.unit.acceptance import Handed
from jobs.unit.context import Context
from jobs.unit.receipt_words import ReceiptWords
from jobs.unit.receipts import code_of
from jobs.unit.submission import Submission, read_submissions
from sheets_schema.messages import said_moment, text

# What was taken longer ago was told by an earlier version, in the sheet.
RECENT_SECONDS = 2 * 86_400.0


def send_receipts(context: Context, post: Post) -> int:
    """Writes down the receipts of reports that were taken lately, and delivers what waits; returns
    how many should be tried again."""
    with context.store.begin() as connection:
        found = read_submissions(connection, context.campaign, context.moment())
        add_notices(connection, receipts(context, found), context.now())
    return post.deliver(context.now())


def receipts(context: Context, submissions: Iterable[Submission]) -> Iterator[Notice]:
    """A notice for each first acceptance of late."""
    for one in submissions:
        first = one.acceptance.first
        handed = Handed.of(first.facts) if first else None
        if first is None or handed is None or context.now() - first.at > RECENT_SECONDS:
            continue
        words = ReceiptWords(
            first=first,
            handed=handed,
            moment=said_moment(context.local(first.at)),
            code=code_of(context.store.vault, one.unit.key, context.campaign.term, first),
            late=one.accepted_late,
            titles={table.name: table.title for table in context.campaign.tables_for(one.unit)},
        )
        yield _notice(context, one, words)


def _notice(context: Context, one: Submission, words: ReceiptWords) -> Notice:
    campaign, language = context.campaign, context.options.language
    facts = {"campaign": campaign.title[language], "office": campaign.office}
    lines = [
        text("notice-to", language, unit=one.unit.name),
        text("notice-receipt", language, **facts),
        *words.sentences(language),
        *(f"- {line}" for line in words.lists(language)),
        text("notice-receipt-keep", language),
        text("notice-regards", language, **facts),
    ]
    subject = text("notice-subject-receipt", language, code=words.code, **facts)
    # The period's own day: it stays when the unit is given more time.
    day = campaign.due.date().isoformat()
    return Notice(one.unit.key, RECEIPT, day, subject, "\n".join(lines))
