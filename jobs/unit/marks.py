"""The sign of each severity, the same in flags, tabs and the district's lists."""

from collections.abc import Mapping

from sheets_schema.finding import Severity

# A sign of its own for each severity, so that nobody needs to tell colours apart.
MARKS: Mapping[Severity, str] = {
    Severity.MUST_FIX: "✖",
    Severity.PLEASE_CHECK: "⚠",
    Severity.REPAIR: "✎",
    Severity.INFO: "ℹ",
}
