"""What holds for an answer, and the sentence when it does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.content.model import Expectation
from awslab.lab.expectations import includes, search, shown, unmet

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("comparison", "found", "holds"),
    [
        ({"equals": "a"}, "a", True),
        ({"equals": 1}, True, False),
        ({"equals": True}, 1, False),
        ({"equals": None}, None, True),
        ({"equals": [1]}, [1], True),
        ({"contains": "b"}, "abc", True),
        ({"contains": "b"}, ["a", "b"], True),
        ({"contains": {"k": 1}}, [{"k": 1, "l": 2}], True),
        ({"contains": {"k": 1}}, {"k": 1, "l": 2}, True),
        ({"contains": {"k": 2}}, [{"k": 1}], False),
        ({"contains": "b"}, None, False),
        ({"matches": "^ab+$"}, "abb", True),
        ({"matches": "b"}, 5, False),
        ({"at_least": 2}, 2, True),
        ({"at_least": 2}, "3", True),
        ({"at_least": 2}, True, False),
        ({"at_most": 2}, 3, False),
        ({"length": 2}, ["a", "b"], True),
        ({"length": 0}, None, False),
        ({"absent": True}, None, True),
        ({"absent": True}, [], True),
        ({"absent": True}, "x", False),
        ({"absent": False}, "x", True),
        ({"absent": False}, None, False),
        ({"absent": True}, 0, False),
    ],
)
def test_a_comparison_holds_or_not(comparison: dict[str, Any], found: Any, holds: bool) -> None:
    sentence = unmet(Expectation(at="v", **comparison), {"v": found}, {})
    assert (sentence == "") is holds


def test_a_policy_that_is_json_in_a_string_can_be_searched() -> None:
    answer = {"Policy": '{"Statement": [{"Principal": {"Service": "s3.amazonaws.com"}}]}'}
    assert search("from_json(Policy).Statement[0].Principal.Service", answer) == "s3.amazonaws.com"
    assert search("from_json(Policy).Statement[0]", {"Policy": "not json"}) is None


def test_what_aws_packs_in_base64_can_be_searched() -> None:
    assert search("from_base64(UserData)", {"UserData": "IyEvYmluL3No"}) == "#!/bin/sh"
    assert search("from_base64(UserData)", {"UserData": "not base64!"}) is None


@pytest.mark.parametrize(
    ("wanted", "found", "said"),
    [(True, "x", "`v` should not be there; found “x”."), (False, None, "`v` should be there; found nothing.")],
)
def test_absence_is_said_in_words(wanted: bool, found: Any, said: str) -> None:
    assert unmet(Expectation(at="v", absent=wanted), {"v": found}, {}) == said


@pytest.mark.parametrize("found", [None, [], {}])
def test_finding_an_empty_list_is_finding_nothing(found: Any) -> None:
    expectation = Expectation(at="v", contains="x", so="Nobody is there.")
    assert unmet(expectation, {"v": found}, {}) == "Nobody is there. (Found nothing.)"


def test_a_path_that_meets_another_type_finds_nothing() -> None:
    assert search("length(a)", {"a": 5}) is None


def test_the_meaning_comes_before_the_finding() -> None:
    sentence = unmet(Expectation(at="v", equals=1, so="Too few ${things}."), {"v": 2}, {"things": "zones"})
    assert sentence == "Too few zones. (Found 2.)"


@pytest.mark.parametrize(
    ("expected", "value", "said"),
    [
        ("307", 307, "`v` should be “307” (text); found 307 (a number)."),
        (3, "3", "`v` should be 3 (a number); found “3” (text)."),
        (True, "true", "`v` should be true (not text); found “true” (text)."),
    ],
)
def test_values_that_differ_in_their_type_only_are_shown_with_it(expected: Any, value: Any, said: str) -> None:
    assert unmet(Expectation(at="v", equals=expected), {"v": value}, {}) == said


def test_a_long_value_is_shortened() -> None:
    assert len(shown("x" * 5000)) <= 200


@given(json_values)
def test_everything_includes_itself(value: Any) -> None:
    assert includes(value, value)


@given(st.dictionaries(st.text("ab", max_size=2), json_values, max_size=3), st.data())
def test_an_object_includes_each_of_its_parts(value: dict[str, Any], data: st.DataObject) -> None:
    keys = data.draw(st.sets(st.sampled_from(sorted(value)))) if value else set()
    assert includes(value, {key: value[key] for key in keys})


@given(json_values, json_values)
def test_what_equals_also_includes(one: Any, other: Any) -> None:
    if unmet(Expectation(equals=other), one, {}) == "":
        assert includes(one, other)
