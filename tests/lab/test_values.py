"""Variables are drawn for an attempt, and put into texts and parameters."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.lab.values import UnknownValueError, draw_variables, environment_variables, fill, fill_known
from tests.lab.test_judge import check, lab, step

LAB = replace(
    lab(step(check())),
    variables={"bucket": "box-${random:8}", "size": "${int:3-5}", "port": "${choice:80|443}", "plain": "fixed"},
)


@given(st.integers())
def test_drawn_values_have_the_form_of_their_pattern(seed: int) -> None:
    values = draw_variables(LAB, random.Random(seed))
    assert re.fullmatch(r"box-[a-z0-9]{8}", values["bucket"])
    assert 3 <= int(values["size"]) <= 5
    assert values["port"] in ("80", "443")
    assert values["plain"] == "fixed"


def test_the_same_seed_draws_the_same_values_and_another_seed_others() -> None:
    first, again, other = (draw_variables(LAB, random.Random(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first["bucket"] != other["bucket"]


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("${list}", ["a", "b"]),
        ("x-${name}-y", "x-box-y"),
        ({"K${name}": ["${name}", {"n": "${number}"}]}, {"Kbox": ["box", {"n": 5}]}),
        (5, 5),
        (None, None),
        ("$name {name}", "$name {name}"),
    ],
)
def test_references_are_replaced_at_any_depth(template: Any, filled: Any) -> None:
    assert fill(template, {"name": "box", "list": ["a", "b"], "number": 5}) == filled


def test_a_reference_without_a_value_is_an_error_in_parameters_and_stays_in_texts() -> None:
    with pytest.raises(UnknownValueError, match="missing"):
        fill("${missing}", {})
    assert fill_known("the ${missing} ${name}", {"name": "box"}) == "the ${missing} box"


def test_programs_see_values_as_environment_variables() -> None:
    assert environment_variables({"subnet_a": "subnet-1", "size": 5}) == {
        "AWSLAB_SUBNET_A": "subnet-1",
        "AWSLAB_SIZE": "5",
    }
