"""What is said of a run that failed: a reason in words, never what stood in a cell."""

import subprocess
import sys

import pytest

from service.process.work import describe_failure
from sheets_client.errors import AccessLost, Unavailable
from sheets_schema.validate import RuleCrashed

CELL = "031085001234"


@pytest.mark.parametrize(
    "error, expected",
    [
        (Unavailable(CELL), "Google chưa trả lời (Unavailable); hệ thống tự thử lại."),
        (AccessLost(CELL), "Google từ chối (AccessLost); cần người xử lý."),
        (ValueError(CELL), "Lỗi của hệ thống (ValueError); xem nhật ký."),
    ],
)
def test_a_failure_is_told_without_what_stood_there(error: Exception, expected: str) -> None:
    assert describe_failure(error, "vi") == expected


def test_a_rule_that_crashed_is_named() -> None:
    assert "cccd-check-digit" in describe_failure(RuleCrashed("cccd-check-digit"), "vi")


def test_the_web_alone_loads_no_pandas() -> None:
    program = "import sys, service.process.running; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
