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
ENUMERATIONS = {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}
FINISHED_ROOMS: tuple[str, ...] = ("lab",)
"""Rooms whose names have been gone through."""


def assigned_names(source: str) -> Iterator[tuple[int, str]]:
    """The line and the name of each variable, attribute and parameter that the source gives a value to.

    The members of an enumeration are left out: they are states, as in `Outcome.PASSED`, not names of things.
    """
    for node in named_nodes(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name


def named_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node below the tree, without the assignments directly in the body of an enumeration."""
    for child in ast.iter_child_nodes(tree):
        is_member = is_enumeration(tree) and isinstance(child, ast.Assign)
        if not is_member:
            yield child
            yield from named_nodes(child)


def is_enumeration(node: ast.AST) -> bool:
    """Whether the node is a class that is derived from one of the standard library's enumerations."""
    bases = node.bases if isinstance(node, ast.ClassDef) else []
    return any(ast.unparse(base).removeprefix("enum.") in ENUMERATIONS for base in bases)


def is_banned(name: str) -> bool:
    """Whether a name is no more than a participle or a pronoun, however it is decorated with underscores."""
    return name.strip("_").lower() in BANNED


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


def test_members_of_an_enumeration_are_states_and_may_be_participles() -> None:
    source = "class Outcome(StrEnum):\n    PASSED = 1\n    def f(self, given): ...\nclass Plain:\n    FAILED = 2"

    assert [name for _, name in assigned_names(source)] == ["self", "given", "FAILED"]


@pytest.mark.parametrize("room", FINISHED_ROOMS)
def test_names_of_a_room_say_what_things_are(room: str) -> None:
    banned, count = names_of(ROOT / room)

    assert len(banned) <= LIMIT * count, "\n".join(banned)
