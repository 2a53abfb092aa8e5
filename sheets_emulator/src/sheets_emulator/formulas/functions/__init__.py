"""The functions of formulas, by Google's own families; importing them fills the registry."""

from sheets_emulator.formulas.functions import (  # noqa: F401  (each module registers its functions)
    array,
    date,
    information,
    logical,
    lookup,
    math,
    statistical,
    text,
)
