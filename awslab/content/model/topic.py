"""Topics, their skills and notes, and the exam blueprints."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from awslab.content.model.base import Between, Form, Identifier, Items, Record, SkillId, Source, Text


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Skill(Record):
    """One thing a learner can do; what mastery is counted in."""

    id: SkillId
    can: Text
    """Completes the sentence “The learner can …”."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Topic(Record):
    """A subject with notes, questions and labs."""

    id: Identifier
    title: Text
    summary: Text
    """One sentence about what the topic covers."""
    skills: Annotated[tuple[Skill, ...], Items(1)]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Section(Record):
    """One level-2 section of a topic's notes."""

    slug: str
    """What links name: the title in lower case, words joined by hyphens."""
    title: str
    skill: str
    """A skill id; empty for `What changed` and other sections about the whole topic."""
    text: str
    """Markdown below the heading, without the skill comment and the sources."""
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Notes(Record):
    """The study text of a topic."""

    topic: str
    title: str
    introduction: str
    """Markdown between the title and the first section; may be empty."""
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Task(Record):
    """A task statement of an exam guide."""

    id: Annotated[str, Form(r"\d\.\d+", "a task number such as 1.2")]
    title: Text


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Domain(Record):
    """A content domain of an exam guide."""

    id: Annotated[str, Form(r"\d", "a domain number, in quotes")]
    title: Text
    weight: Annotated[int, Between(1, 100)]
    """Percent of the scored content."""
    tasks: Annotated[tuple[Task, ...], Items(1)]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Exam(Record):
    """The blueprint of a certification exam."""

    code: Annotated[str, Form(r"[A-Z]{3}-C\d\d", "an exam code such as DVA-C03")]
    title: Text
    scored: Annotated[int, Between(1)]
    """Questions that count."""
    unscored: Annotated[int, Between(0)]
    """Questions that AWS tries out and does not count."""
    minutes: Annotated[int, Between(1)]
    passing: Annotated[int, Between(100, 1000)]
    """The scaled score, 100 to 1,000, needed to pass."""
    source: Source
    domains: Annotated[tuple[Domain, ...], Items(1)]
    first_day: dt.date | None = None
    """The first day the exam can be taken, where that matters."""
    last_day: dt.date | None = None
    """The last day the exam can be taken; None while no end is announced."""
    minutes_note: str = ""
    """Where the time comes from when the exam guide does not state it."""

    def is_open(self, day: dt.date) -> bool:
        """Whether the exam can be taken on that day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TopicsFile(Record):
    """`content/topics.yaml`."""

    topics: tuple[Topic, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ExamsFile(Record):
    """`content/exams.yaml`."""

    exams: tuple[Exam, ...]
