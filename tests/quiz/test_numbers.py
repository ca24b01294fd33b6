"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.errors import UsageError
from awslab.quiz.numbers import read_number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("900", "900"),
        ("4.5", "4.5"),
        (".5", "0.5"),
        ("-3", "-3"),
        ("\N{MINUS SIGN}3", "-3"),
        ("+3", "3"),
        ("10,240", "10240"),
        ("10 240", "10240"),
        ("10_240", "10240"),
        ("10'240", "10240"),
        ("1,000,000.5", "1000000.5"),
        ("007", "7"),
        ("\uff19\uff10\uff10", "900"),
    ],
)
def test_a_number_is_read(line: str, number: str) -> None:
    assert read_number(line, "") == Decimal(number)


@pytest.mark.parametrize("line", ["4,5", "0,125", "1,00", "1.000,5", "10,24", "1,000,00", "12,3456"])
def test_a_comma_that_could_mean_decimals_is_refused(line: str) -> None:
    with pytest.raises(UsageError, match="two ways"):
        read_number(line, "")


@pytest.mark.parametrize(
    "line", ["", "-", "1e3", "5-10", "--5", "1.2.3", "12 34", "0x10", "nan", "inf", "s3", "1" * 41]
)
def test_what_is_no_number_is_refused(line: str) -> None:
    with pytest.raises(UsageError):
        read_number(line, "")


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("900 seconds", "seconds"),
        ("900 second", "seconds"),
        ("900s", "seconds"),
        ("900 sec.", "seconds"),
        ("900 %", "percent"),
        ("900 percent", "%"),
        ("$900", "US dollars"),
        ("900 USD", "dollars"),
        ("900 mb", "MB"),
        ("900 requests per second", "requests per second"),
    ],
)
def test_the_unit_may_be_typed(line: str, unit: str) -> None:
    assert read_number(line, unit) == 900


@pytest.mark.parametrize(
    ("line", "unit"), [("15 minutes", "seconds"), ("900 ms", "seconds"), ("1 GB", "MB"), ("5 s", "")]
)
def test_another_unit_is_refused_rather_than_graded(line: str, unit: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_number(line, unit)
    assert raised.value.hint


@given(st.decimals(-(10**12), 10**12, places=4))
def test_every_plain_decimal_is_read_exactly(number: Decimal) -> None:
    assert read_number(format(number, "f"), "") == number


@given(st.integers(-(10**12), 10**12))
def test_every_grouped_integer_is_read_exactly(number: int) -> None:
    assert read_number(f"{number:,}", "") == number
