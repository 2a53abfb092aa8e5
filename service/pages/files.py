"""Answers that the browser keeps as files."""

from flask import Response


def as_file(content: bytes, name: str, kind: str) -> Response:
    """An answer that the browser keeps as a file."""
    answer = Response(content, content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
