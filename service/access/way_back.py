"""Where somebody wanted to go who had to sign in first: a deep link of a mail is not lost."""

from flask import request, session, url_for

KEY = "way-back"
LONGEST = 500


def remember_way() -> None:
    """Keeps the page that was asked for; only one of ours can be, since it is this very request."""
    path = f"{request.script_root}{request.full_path.rstrip('?')}"
    # What browsers take for another host is no path of ours.
    strange = not path.startswith("/") or path[1:2] in ("/", "\\")
    if request.method == "GET" and not strange and len(path) <= LONGEST:
        session[KEY] = path


def way_taken() -> str:
    """That page, once, or the board; to be asked before a session begins, which forgets all."""
    kept = session.pop(KEY, "")
    return kept if isinstance(kept, str) and kept else url_for("pages.board")
