"""The checks that a declaration chooses by name: over the rows of a list, or over a workbook."""

from collections.abc import Mapping

from sheets_schema.checks import (
    all_units,
    arithmetic,
    citizen_number,
    duplicates,
    filldown,
    foreigners,
    groups,
    in_period,
    placement,
    platforms,
    reachable,
    references,
    residential,
    same_person,
    since_last,
    unit_title,
    units_named,
)
from sheets_schema.checks.form import TableCheck, WorkbookCheck

TABLE_CHECKS: Mapping[str, TableCheck] = {
    "change-since-last": since_last.SINCE_LAST,
    "column-total": arithmetic.TOTAL,
    "columns-agree": arithmetic.COMPARE,
    "citizen-number-agrees": citizen_number.AGREES,
    "duplicate-rows": duplicates.DUPLICATE_ROWS,
    "duplicates": duplicates.DUPLICATES,
    "fill-down": filldown.FILL_DOWN,
    "foreigners": foreigners.FOREIGNERS,
    "group-members": groups.GROUP_MEMBERS,
    "in-period": in_period.IN_PERIOD,
    "platform-variants": platforms.VARIANTS,
    "required-when": arithmetic.REQUIRED_WHEN,
    "reachable": reachable.REACHABLE,
    "reference": references.REFERENCE,
    "residential-group-named": residential.NAMED,
    "residential-groups-covered": residential.COVERED,
    "same-person": same_person.SAME_PERSON,
    "same-value": duplicates.SAME_VALUE,
    "sum-rows": arithmetic.SUM_ROWS,
    "swapped": citizen_number.SWAPPED,
    "units-named": units_named.UNITS_NAMED,
    "units-total": all_units.UNITS_TOTAL,
    "usual-range": all_units.USUAL_RANGE,
    "wrong-tab": placement.WRONG_TAB,
}
WORKBOOK_CHECKS: Mapping[str, WorkbookCheck] = {
    "foreign-title": unit_title.FOREIGN_TITLE,
    "not-started": unit_title.NOT_STARTED,
}
