"""Names are nouns that say what a thing is: bare participles and pronouns stay under one in a hundred, room by room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import awslab

WORDS = Path(__file__).with_name("bare_words.txt")
BANNED = frozenset(word for line in WORDS.read_text().splitlines() if not line.startswith("#") for word in line.split())
LIMIT = 0.01
ROOT = Path(awslab.__file__).parent
FINISHED_ROOMS: tuple[str, ...] = (
    "authoring",
    "cli",
    "cloud/api_gateway",
    "cloud/autoscaling",
    "cloud/ec2",
    "cloud/edge",
    "cloud/elbv2",
    "cloud/logs",
    "cloud/network",
    "cloud/ports/alarm.py",
    "cloud/ports/target_groups.py",
    "cloud/s3",
    "cloud/sns",
    "cloud/sqs",
    "cloud/sts",
    "content",
    "errors.py",
    "exam",
    "lab",
    "paths.py",
    "progress",
    "quiz",
    "tui",
)
"""Rooms whose names have been gone through."""


def assigned_names(source: str) -> Iterator[tuple[int, str]]:
    """The line and the name of each variable, attribute and parameter that the source gives a value to."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name


def is_banned(name: str) -> bool:
    """Whether a name is no more than a participle or a pronoun, however it is decorated with underscores."""
    return not name.startswith("__") and name.strip("_").lower() in BANNED


def names_of(room: Path) -> tuple[list[str], int]:
    """The banned names of a room with their places, and how many names it assigns in all."""
    banned: list[str] = []
    count = 0
    for file in sorted(room.rglob("*.py")) if room.is_dir() else [room]:
        for line, name in assigned_names(file.read_text()):
            count += 1
            if is_banned(name):
                banned.append(f"{file.relative_to(ROOT)}:{line} {name}")
    return banned, count


def test_bare_participles_and_pronouns_are_told_from_nouns() -> None:
    source = "given = 1\nfor each in (): pass\nself._told = 2\nrequested_names = 3\ndef f(found, rule): ..."

    banned = {name for _, name in assigned_names(source) if is_banned(name)}

    assert banned == {"given", "each", "_told", "found"}


@pytest.mark.parametrize("room", FINISHED_ROOMS)
def test_names_of_a_room_say_what_things_are(room: str) -> None:
    banned, count = names_of(ROOT / room)

    assert len(banned) <= LIMIT * count, "\n".join(banned)
