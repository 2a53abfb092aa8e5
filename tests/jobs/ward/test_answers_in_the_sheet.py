"""Officers answer explanations and ask about rows; the unit reads and answers in its own tab."""

from collections.abc import Sequence

import pytest

from jobs.store.lives import EXPLAINED, OPEN, Life, load_lives
from jobs.store.office.verdicts import ACCEPTED, ASKED, REFUSED
from jobs.unit.answers.verdicts import Answer, answer, basis_of
from jobs.unit.deeds import DeedRefusedError
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS
from tests.jobs.ward.test_results_tab import RESULTS, line_of

QUESTION = "officer-question"
NO_MARKS = MEMBERS.replace("Phạm Văn Đức", "Pham Van Duc")
CODE, NAME = "name-no-diacritics", "dòng 5, cột Họ và tên"


def lives(ward: Ward, code: str) -> Sequence[Life]:
    store = ward.google.context.store
    with store.begin() as connection:
        found = load_lives(connection, store.vault, ward.code)
    return [one for one in found if one.finding.code == code]


def explain(ward: Ward, words: str, of: str = NAME) -> None:
    """The unit types beside the finding, and is looked at."""
    row = line_of(ward, of)
    ward.person({"do": "type", "tab": RESULTS, "cell": f"C{row}", "text": words})
    ward.check()


def decide(
    ward: Ward, kind: str, words: str = "", life: Life | None = None, **more: object
) -> None:
    """The officer answers what stands there, or what he saw."""
    context = ward.google.context
    seen = life or (lives(ward, CODE)[0] if kind != ASKED else None)
    if seen is not None:
        more = {"finding": seen.id, "basis": basis_of(context.store.vault, seen), **more}
    said = Answer(kind, "an@quan.vn", words, **more)  # type: ignore[arg-type]
    with context.store.begin() as connection:
        moment = context.moment()
        answer(connection, context.store.vault, ward.code, said, context.campaign, moment, "vi")


def line(ward: Ward, of: str = NAME) -> list[str]:
    return ward.results()[line_of(ward, of) - 1]


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """One that explained a name without marks."""
    made = google.workbook("Phường 3", NO_MARKS)
    made.check()
    explain(made, "tên thật")
    assert lives(made, CODE)[0].status == EXPLAINED
    return made


def test_a_refused_explanation_is_open_again_with_the_officers_words(ward: Ward) -> None:
    decide(ward, REFUSED, "Xin đối chiếu căn cước")
    ward.check()
    assert lives(ward, CODE)[0].status == OPEN
    assert "chưa đồng ý với giải trình: “Xin đối chiếu căn cước”" in line(ward)[1]
    assert line(ward)[2] == "tên thật"


def test_a_refused_explanation_is_open_since_it_was_refused(ward: Ward) -> None:
    decide(ward, REFUSED, "Xin đối chiếu căn cước")
    ward.check()
    (refused,) = lives(ward, CODE)
    ward.google.clock.forward(60)
    ward.edit("G3", "0912345678")
    ward.check()
    assert lives(ward, CODE) == [refused]


def test_another_explanation_waits_to_be_read_again(ward: Ward) -> None:
    decide(ward, REFUSED, "Xin đối chiếu căn cước")
    ward.check()
    explain(ward, "đã đối chiếu, tên thật")
    assert lives(ward, CODE)[0].status == EXPLAINED and "chưa đồng ý" not in line(ward)[1]


def test_an_accepted_explanation_says_so_and_costs_one_write(ward: Ward) -> None:
    decide(ward, ACCEPTED)
    ward.google.forget_calls()
    ward.check()
    assert "đã đồng ý với giải trình" in line(ward)[1]
    assert ward.google.calls() == ["read", "write"]
    ward.check()
    assert ward.google.calls() == ["read", "read", "write"]


def test_a_verdict_falls_away_with_the_value_that_it_was_given_for(ward: Ward) -> None:
    decide(ward, ACCEPTED)
    ward.edit("C5", "Pham Van Dung")
    ward.check()
    assert lives(ward, CODE)[0].status == OPEN
    assert "đồng ý" not in line(ward)[1]


def test_nothing_is_decided_about_what_changed_since_it_was_seen(ward: Ward) -> None:
    seen = lives(ward, CODE)[0]
    explain(ward, "viết nhầm")
    with pytest.raises(DeedRefusedError, match="đã thay đổi sau khi"):
        decide(ward, ACCEPTED, life=seen)


def test_who_refuses_says_why(ward: Ward) -> None:
    with pytest.raises(DeedRefusedError, match="ghi lý do chưa đồng ý"):
        decide(ward, REFUSED, " ")


def test_a_question_about_a_row_is_answered_beside_it_and_goes_with_the_row(ward: Ward) -> None:
    decide(ward, ASKED, "Chị Lan còn công tác không?", table="members", row=2)
    ward.check()
    assert "Cán bộ hỏi: “Chị Lan còn công tác không?”" in ward.flags()[2]
    explain(ward, "Vẫn công tác", of="Cán bộ hỏi: “Chị Lan")
    (asked,) = lives(ward, QUESTION)
    assert (asked.status, asked.reason) == (EXPLAINED, "Vẫn công tác")
    ward.edit("E2", 1989)
    ward.check()
    assert not lives(ward, QUESTION)[0].standing


def test_a_new_question_about_the_same_row_wants_an_answer_of_its_own(ward: Ward) -> None:
    decide(ward, ASKED, "Còn công tác không?", table="members", row=2)
    ward.check()
    explain(ward, "Vẫn công tác", of="Cán bộ hỏi: “Còn")
    decide(ward, ASKED, "Từ khi nào?", table="members", row=2)
    ward.check()
    assert lives(ward, QUESTION)[0].status == OPEN
    assert line(ward, "Cán bộ hỏi: “Từ khi")[2] == ""


def test_a_question_about_a_row_that_is_not_there_is_refused_in_words(ward: Ward) -> None:
    with pytest.raises(DeedRefusedError, match="không thấy số liệu ở dòng 40"):
        decide(ward, ASKED, "Ai đây?", table="members", row=40)
