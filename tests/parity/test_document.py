"""`docs/parity.md` is of these rows, and the share of recorded answers is reckoned right."""

from __future__ import annotations

from tests.parity.document import PAGE
from tests.parity.recordings import is_given, masked, recorded
from tests.parity.rows import Answer, rows


def test_the_page_lists_every_row_and_no_other() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    told = [line.split("|")[1].strip() for line in lines if line.startswith("| ") and line.count(" | ") >= 4]
    tables = {each for each in told if each not in ("id", "service")}
    assert {row.id for row in rows()} <= tables, "run `make parity`"


def test_every_row_names_its_evidence() -> None:
    unsourced = [row.id for row in rows() if not row.source.startswith(("https://", "recorded from AWS"))]
    assert unsourced == []


def test_an_answer_is_given_when_it_has_the_code_and_the_words_but_for_names() -> None:
    one = next(each for each in recorded() if each.answer.code == "NoSuchBucket")
    assert is_given(one, [Answer("NoSuchBucket", one.answer.message, 404)])
    assert not is_given(one, [Answer("NoSuchKey", one.answer.message, 404)])
    assert not is_given(one, [Answer("NoSuchBucket", "Something else altogether.", 404)])


def test_names_are_no_difference() -> None:
    first = "Function not found: arn:aws:lambda:us-east-1:123456789012:function:a"
    second = "Function not found: arn:aws:lambda:eu-west-1:111111111111:function:<name>"
    assert masked(first) == masked(second)
