"""Drawn bodies for the tests, and readers of what stands in a stem: the tests read what the learner reads."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from hypothesis import strategies as st

from awslab.drills.body import Body, NumberBody, SingleBody
from awslab.drills.catalogue import draw

seeds = st.integers(0, 2**32)


def single(name: str, seed: int, **parameters: int | str) -> SingleBody:
    """A single question of a generator."""
    body = _body(name, seed, parameters)
    assert isinstance(body, SingleBody)
    return body


def number(name: str, seed: int, **parameters: int | str) -> NumberBody:
    """A number question of a generator."""
    body = _body(name, seed, parameters)
    assert isinstance(body, NumberBody)
    return body


def _body(name: str, seed: int, parameters: dict[str, int | str]) -> Body:
    return draw(name, random.Random(seed), parameters)


def key(body: SingleBody) -> str:
    """The text of the right option."""
    (text,) = (choice.text for choice in body.choices if choice.correct)
    return text


def texts(body: SingleBody) -> list[str]:
    """The texts of all options."""
    return [choice.text for choice in body.choices]


def rows(stem: str, place: int = 0) -> list[list[str]]:
    """The cells of a Markdown table of the stem without its header; code marks are removed."""
    tables = re.findall(r"(?:^\|.*\|\n?)+", stem, re.MULTILINE)
    lines = tables[place].strip().splitlines()[2:]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in lines]


def figures(pattern: str, text: str) -> tuple[str, ...]:
    """The groups of a pattern in the text; commas between thousands are removed from the text first."""
    found = re.search(pattern, re.sub(r"(?<=\d),(?=\d{3})", "", text))
    assert found is not None, (pattern, text)
    return found.groups()


def whole(pattern: str, text: str) -> tuple[int, ...]:
    """The groups of a pattern in the text as whole numbers."""
    return tuple(int(group) for group in figures(pattern, text))


def decimals(pattern: str, text: str) -> tuple[Decimal, ...]:
    """The groups of a pattern in the text as decimals."""
    return tuple(Decimal(group) for group in figures(pattern, text))
