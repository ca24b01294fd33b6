"""Names are nouns that say what a thing is: bare participles and pronouns stay under one in a hundred, room by room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import awslab

PRONOUNS = frozenset(
    "all another any anyone anything both each either else everyone everything few here how it its least less many "
    "mine more most much neither nobody none nothing one ones other others ours own same several some someone "
    "something such that theirs them there these they this those what whatever where which who whom whose yours".split()
)
PARTICIPLES = frozenset(
    "accepted added admitted agreed answered applied arrived asked asking assumed attached became begun born bought "
    "broken brought built called came carried caught changed chosen claimed closed cleared come compared completed "
    "computed configured converted copied counted covered created cut decided declared decoded deleted demanded denied "
    "derived described detached did done drawn dropped encoded ended entered evaluated explained failed fallen "
    "filled filtered finished fitted fitting followed following forgotten formatted forwarded found gave given gone "
    "got granted grown guessed had handed handled heard held hidden ignored inherited injected intended issued "
    "joined judged kept known laid launched learned led left lent let limited listed loaded looked lost made mapped "
    "marked matched matching meant measured mended mentioned merged met missed moved named needed noted offered opened "
    "ordered overridden paid parsed passed picked placed prepared presented printed proven proved pulled pushed put "
    "quoted raised ranked rated reached read received recognised recorded reduced refused registered remembered removed "
    "rendered replaced reported requested required reserved resolved returned rewritten run said sampled saved seen "
    "selected sent serialized served set shared shown signed skipped sold sorted sought split spent standing stated "
    "started stayed stopped stored stripped submitted taken taught thrown tied told took touched tried trimmed turned "
    "typed understood untouched used verified waited waiting walked wanted watched went withheld won worked worn wrapped "
    "written".split()
)
FIELD_WORDS = frozenset({"read", "run", "set", "split", "required", "reserved", "cut", "put"})
"""Words above that are nouns or terms of the field as well: a read, a run, a set of values, reserved concurrency."""

BANNED = (PRONOUNS | PARTICIPLES) - FIELD_WORDS
LIMIT = 0.01
ROOT = Path(awslab.__file__).parent
FINISHED_ROOMS: tuple[str, ...] = ()
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


@pytest.mark.parametrize("room", FINISHED_ROOMS)
def test_names_of_a_room_say_what_things_are(room: str) -> None:
    banned, count = names_of(ROOT / room)

    assert len(banned) <= LIMIT * count, "\n".join(banned)
