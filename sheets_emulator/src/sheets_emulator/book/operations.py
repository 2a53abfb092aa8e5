"""The journalled changes of a spreadsheet: a name each, and the function that applies it."""

from collections.abc import Callable
from typing import Any

from sheets_emulator.book.document import Document
from sheets_emulator.book.storage import Operation

Function = Callable[[Document, Any, Operation], Any]
OPERATIONS: dict[str, Function] = {}


def operation(kind: str) -> Callable[[Function], Function]:
    """Register a function as `kind`. It must depend on nothing but its arguments and
    `document.ids`, because it is played again when the journal is read."""

    def register(function: Function) -> Function:
        OPERATIONS[kind] = function
        return function

    return register


def apply_operation(document: Document, change: Operation) -> Any:
    """Apply one change to the document; what its function answers."""
    return OPERATIONS[change.kind](document, change.body, change)
