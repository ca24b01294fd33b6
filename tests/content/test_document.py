"""YAML is read safely, and every value knows its place."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from awslab.content.document import Document

FILE = Path("file.yaml")

words = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_yaml_dumps_is_read_back_equal(value: object) -> None:
    document = Document(FILE, yaml.safe_dump(value, allow_unicode=True))
    assert document.problems == []
    assert document.data == value


@given(st.text(max_size=200))
def test_any_text_is_data_or_problems_and_never_an_exception(text: str) -> None:
    document = Document(FILE, text)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in document.problems)


def test_a_position_points_at_the_value() -> None:
    document = Document(FILE, "a:\n  - b: 1\n    c: 2\n")
    assert document.position(("a", 0, "c")) == (3, 8)
    assert document.key_position(("a", 0, "c")) == (3, 5)


def test_a_position_of_something_missing_is_that_of_what_is_around_it() -> None:
    assert Document(FILE, "a:\n  - b: 1\n").position(("a", 0, "missing")) == (2, 5)


def test_a_value_that_contains_itself_is_a_problem() -> None:
    document = Document(FILE, "a: &a\n  b: *a\n")
    assert len(document.problems) == 1
    assert "alias" in document.problems[0].sentence


def test_aliases_that_multiply_do_not_multiply_the_work() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    document = Document(FILE, "\n".join(lines))
    assert len(document.problems) == 110


def test_python_objects_are_never_built() -> None:
    document = Document(FILE, "a: !!python/object/apply:os.getcwd []\nb: !!python/name:os.getcwd ''\n")
    assert len(document.problems) >= 1
    assert document.data["b"] is None
