"""Whether a report as judged is complete: ticked as done, all of it read, nothing to correct."""

from jobs.store.lives import OPEN
from jobs.ward.guide.find import is_done
from jobs.ward.judgement import Judgement
from sheets_schema.finding import Severity


def to_fix(judged: Judgement) -> int:
    """Open findings that block the tick "done"."""
    lives = judged.merged.standing
    return sum(one.status == OPEN and one.finding.severity is Severity.MUST_FIX for one in lives)


def is_complete(judged: Judgement) -> bool:
    """Questions that are open block nothing."""
    return is_done(judged.guide) and not judged.unread and not to_fix(judged)
