"""Study notes: Markdown split into sections, each with its skill and its sources (docs/writing-content.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

from awslab.content.model import Notes, Section
from awslab.content.problem import Problem

_SKILL = re.compile(r"<!--\s*skill:\s*(\S+)\s*-->")
_SOURCE = re.compile(r"https://docs\.aws\.amazon\.com/[^\s>)\"]+")
_WHOLE_TOPIC = {"what changed"}


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str
    line: int
    """Counted from 0."""


def slug(title: str) -> str:
    """Return a section's name in links: the title in lower case, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def read_notes(topic: str, file: str, text: str) -> tuple[Notes, list[Problem], dict[str, int]]:
    """Return the notes, what is wrong with them, and the line (from 1) of each section by slug."""
    lines = text.splitlines()
    headings = _headings(text)
    problems: list[Problem] = []
    title = next((heading.title for heading in headings if heading.level == 1), "")
    if not title:
        problems.append(Problem(file, 1, 1, "the notes have no title; begin the file with “# Title”"))
    starts = [heading for heading in headings if heading.level == 2]
    ends = [heading.line for heading in starts[1:]] + [len(lines)]
    sections = tuple(
        _section(file, heading, lines[heading.line + 1 : end], problems)
        for heading, end in zip(starts, ends, strict=True)
    )
    if not any(section.title.lower() in _WHOLE_TOPIC for section in sections):
        problems.append(
            Problem(file, max(len(lines), 1), 1, "the section “## What changed” is missing; add it as the last one")
        )
    places: dict[str, int] = {}
    for heading, section in zip(starts, sections, strict=True):
        if section.slug in places:
            problems.append(
                Problem(
                    file, heading.line + 1, 1, f"a second section is called “{heading.title}”; give it another title"
                )
            )
        places.setdefault(section.slug, heading.line + 1)
    introduction = "\n".join(lines[_after_title(headings) : starts[0].line if starts else len(lines)]).strip()
    return Notes(topic=topic, title=title, introduction=introduction, sections=sections), problems, places


def _headings(text: str) -> list[_Heading]:
    tokens = MarkdownIt().parse(text)
    return [
        _Heading(int(token.tag[1]), tokens[index + 1].content, token.map[0])
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.map and token.level == 0
    ]


def _after_title(headings: list[_Heading]) -> int:
    """Return the line, from 0, below the title."""
    return next((heading.line + 1 for heading in headings if heading.level == 1), 0)


def _section(file: str, heading: _Heading, body: list[str], problems: list[Problem]) -> Section:
    line = heading.line + 1
    comment = _SKILL.search("\n".join(body[:3]))
    skill = comment.group(1) if comment else ""
    if not skill and heading.title.lower() not in _WHOLE_TOPIC:
        problems.append(
            Problem(file, line, 1, f"the section “{heading.title}” names no skill; add <!-- skill: topic.name -->")
        )
    text, sources = _split_sources([part for part in body if not _SKILL.fullmatch(part.strip())])
    if not sources:
        problems.append(
            Problem(
                file,
                line,
                1,
                f"the section “{heading.title}” must end with the line “Sources: <https://docs.aws…>”",
            )
        )
    return Section(slug=slug(heading.title), title=heading.title, skill=skill, text=text, sources=sources)


def _split_sources(body: list[str]) -> tuple[str, tuple[str, ...]]:
    for index in range(len(body) - 1, -1, -1):
        if body[index].startswith("Sources:"):
            sources = _SOURCE.findall(" ".join(body[index:]))
            return "\n".join(body[:index]).strip(), tuple(source.rstrip(",.") for source in sources)
    return "\n".join(body).strip(), ()
