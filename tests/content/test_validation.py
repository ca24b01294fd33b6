"""A key in the wrong place is told where it belongs, and no data is so strange that reading it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from awslab.content.document import Document
from awslab.content.model import QUESTION_TYPES, CaseQuestion, Exam, Lab, OrderingQuestion, SingleQuestion, Topic
from awslab.content.record_keys import called, keys
from awslab.content.validation import read_record

FILE = Path("file.yaml")
ROOTS = (Lab, Exam, Topic, *QUESTION_TYPES.values())
CASE = """id: case
type: case
level: 3
skill: s3.basics
exams: []
stem: A story.
explanation: Remember it.
sources: [https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html]
checked: 2026-11
parts:
  - id: first
    type: single
    stem: Which?
    options:
      - {id: a, text: This., why: Right., correct: true}
      - {id: b, text: That., why: Wrong.%s}
  - id: second
    type: short
    stem: What?
    accept: [it]%s
"""
SINGLE = (
    CASE.partition("parts:")[0].replace("type: case", "type: single")
    + "options: [{id: a, text: A., why: B.}, {id: b, text: A., why: B.}]\n"
)


def problems(record: type, text: str) -> list[tuple[int, str]]:
    document = Document(FILE, text)
    read_record(document, (), document.data, record)
    return [(problem.line, problem.sentence) for problem in document.problems]


@pytest.mark.parametrize(
    ("record", "text", "line", "sentence"),
    [
        (
            CaseQuestion,
            CASE % (", stem: Which?", ""),
            16,
            "“stem” belongs to a single part, not to an option; move it up to the single part (line 11)",
        ),
        (
            CaseQuestion,
            CASE % (", checked: 2026-11", ""),
            16,
            "“checked” belongs to a case, not to an option; move it up to the case at the top of the file",
        ),
        (
            CaseQuestion,
            CASE % ("", "\n    level: 3"),
            21,
            "“level” belongs to a case, not to a short part; move it up to the case at the top of the file",
        ),
        (CaseQuestion, CASE % ("", "\n    case_sensitve: true"), 21, "did you mean “case_sensitive”?"),
        (CaseQuestion, CASE % ("", "\n    zzz: 1"), 21, "a short part has id, stem, explanation, type"),
        (SingleQuestion, SINGLE + "items: []\n", 11, "“items” belongs to an ordering question or an ordering part"),
        (
            SingleQuestion,
            SINGLE + "why: So.\n",
            11,
            "“why” belongs into “options”, not directly into a single question",
        ),
    ],
)
def test_a_key_in_the_wrong_place_is_told_where_it_belongs(record: type, text: str, line: int, sentence: str) -> None:
    ((found_line, found_sentence),) = problems(record, text)
    assert sentence in found_sentence
    assert found_line == line


def test_records_are_called_what_authors_call_them() -> None:
    assert [called(record) for record in (Lab, OrderingQuestion, CaseQuestion)] == [
        "the lab",
        "an ordering question",
        "a case",
    ]


names = st.sampled_from(
    sorted({key for root in ROOTS for key in keys(root)} | {"text", "why", "checks", "expect", "x"})
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["single", "case", "s3.basics", "a", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=25,
)


@given(st.sampled_from(ROOTS), values)
def test_any_data_is_a_record_or_problems_with_places(record: type, data: object) -> None:
    text = yaml.safe_dump(data)
    for line, sentence in problems(record, text):
        assert 1 <= line <= text.count("\n") + 1
        assert sentence
        assert "  " not in sentence
