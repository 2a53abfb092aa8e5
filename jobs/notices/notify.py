"""The jobs of notices: what is to be said is written down, then delivered."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa

from jobs.notices.delivery import Post, deliver_together
from jobs.notices.digest import Office, digest
from jobs.notices.reminders import (
    BY_HAND,
    KINDS,
    Link,
    escalations,
    reminders,
    reminders_by_hand,
)
from jobs.store.journal import last_publication
from jobs.store.notices import (
    DIGEST,
    ESCALATED,
    FAILED,
    PART,
    WAITING,
    WITHDRAWN,
    Notice,
    add_notices,
    load_notices,
    move,
)
from jobs.store.units import load_register
from jobs.store.work import ledger
from jobs.unit.context import Context
from jobs.unit.submission import Submission, read_submissions
from jobs.workbooks.sharing import sharing_drift
from sheets_schema.register.tree import Tree, tree_of


def remind(context: Context, post: Post, link: Link) -> int:
    """Reminds the units that are not ready; returns how many mails should be tried again."""
    _write_reminders(context, link)
    return post.deliver(context.now())


def remind_together(campaigns: Sequence[tuple[Context, Post, Link]]) -> int:
    """The same for several campaigns by the channels of the first: a unit that owes several
    reports gets one mail."""
    for context, _, link in campaigns:
        _write_reminders(context, link)
    posts, now = [post for _, post, _ in campaigns], campaigns[0][0].now()
    return deliver_together(posts, now) + sum(post.deliver(now) for post in posts)


def _write_reminders(context: Context, link: Link) -> None:
    with context.store.begin() as connection:
        found = read_submissions(connection, context.campaign, context.moment())
        language = context.options.language
        said = found, context.campaign, context.moment().present, link, language
        wanted = [*reminders(*said), *escalations(*said)]
        _write(context, connection, wanted, (*KINDS, ESCALATED))
        _take_back(context, connection, {one.unit.key for one in found if one.acceptance.now})


def remind_by_hand(context: Context, unit: str, post: Post, link: Link) -> int:
    """Reminds one unit, or with an empty code all that are not ready, on an officer's word."""
    with context.store.begin() as connection:
        found = read_submissions(connection, context.campaign, context.moment())
        asked = [one for one in found if unit in ("", one.unit.key)]
        now, language = context.moment().present, context.options.language
        wanted = reminders_by_hand(asked, context.campaign, now, link, language)
        add_notices(connection, wanted, context.now())
    return post.deliver(context.now())


def send_digest(context: Context, post: Post) -> int:
    """Tells the officers how far the units are; returns how many mails to try again."""
    with context.store.begin() as connection:
        found = read_submissions(connection, context.campaign, context.moment())
        published, failures = last_publication(connection), ledger.failures(connection)
        office = Office(published, failures, sharing_drift(connection))
        language, now = context.options.language, context.moment().present
        tree = tree_of(load_register(connection))
        parts = _parts(tree, found)
        said = [digest(found, office, context.campaign, now, language, parts=parts)]
        for key in filter(None, (tree.key_of(code) for code in context.options.parts)):
            said.append(_digest_of(key, tree, found, office, context))
        _write(context, connection, said, [DIGEST])
    return post.deliver(context.now())


def _parts(
    tree: Tree, found: Sequence[Submission], within: str = ""
) -> list[tuple[str, list[Submission]]]:
    """The parts of the register, or those inside of one, that have reports among these."""
    inside = tree.below(within) if within else tree.units.keys()
    known = {one.unit.key: one for one in found}
    reports = (
        (unit.name, [known[key] for key in (tree.below(unit.key) | {unit.key}) & known.keys()])
        for unit in tree.parts
        if unit.key in inside
    )
    return [(name, some) for name, some in reports if some]


def _digest_of(
    key: str, tree: Tree, found: Sequence[Submission], office: Office, context: Context
) -> Notice:
    """The same of one part alone, for its own people."""
    keys = tree.below(key) | {key}
    mine = [one for one in found if one.unit.key in keys]
    failures = [row for row in office.failures if row.subject in keys]
    mine_shared = {code: one for code, one in office.sharing.items() if code in keys}
    its = Office(None, failures, mine_shared)
    now, language = context.moment().present, context.options.language
    name, inside = tree.units[key].name, _parts(tree, mine, key)
    said = digest(mine, its, context.campaign, now, language, part=name, parts=inside)
    return replace(said, unit=f"{PART}{key}")


def _write(
    context: Context, connection: sa.Connection, wanted: Sequence[Notice], kinds: Sequence[str]
) -> None:
    """Writes down what is new, and takes back what nobody needs to hear any more."""
    now, keys = context.now(), {one.key for one in wanted}
    for one in load_notices(connection, WAITING, FAILED):
        if one.kind in kinds and one.key not in keys:
            move(connection, one.id, WITHDRAWN, now, WAITING, FAILED)
    add_notices(connection, wanted, now)


def _take_back(context: Context, connection: sa.Connection, ready: Collection[str]) -> None:
    """What an officer asked for and nobody sent yet, where the unit was quicker."""
    for one in load_notices(connection, WAITING, FAILED):
        if one.kind == BY_HAND and one.unit in ready:
            move(connection, one.id, WITHDRAWN, context.now(), WAITING, FAILED)
