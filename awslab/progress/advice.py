"""What to do next, from what was done so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from awslab.progress.statistics import Statistics

if TYPE_CHECKING:
    from awslab.content.library import LabEntry

WEAK_BELOW = 0.3
"""Strength of the questions answered under which a skill is worth practising; one right answer gives 0.37."""


class Action(StrEnum):
    """What can be done."""

    REVIEW = "review"
    """Answer what is due."""
    CONTINUE_LAB = "continue-lab"
    PRACTISE = "practise"
    """A quiz on a skill answered badly."""
    LEARN = "learn"
    """Read the notes of a topic and take its quiz."""
    LAB = "lab"
    """Begin a lab."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do next."""

    action: Action
    why: str
    """One sentence."""
    topic: str = ""
    """Topic id, for PRACTISE, LEARN and the labs."""
    skill: str = ""
    """Skill id, for PRACTISE."""
    lab: str = ""
    """Lab id, for the labs; for PRACTISE a lab not yet solved that exercises the skill, if there is one."""


def what_next(
    statistics: Statistics, topics: Sequence[str], labs: Sequence[LabEntry], *, limit: int = 4
) -> tuple[Advice, ...]:
    """Return advice, most useful first: what is due, labs begun, weak skills, new questions, labs of topics begun.

    `topics` are the topic ids and `labs` the labs in the order in which they are to be studied.
    """
    return tuple(islice(_all_advice(statistics, topics, labs), limit))


def _all_advice(statistics: Statistics, topics: Sequence[str], labs: Sequence[LabEntry]) -> Iterator[Advice]:
    solved = {lab.lab for lab in statistics.labs.values() if lab.passed}
    if statistics.due:
        yield Advice(Action.REVIEW, f"{_counted(statistics.due, 'question is', 'questions are')} due today.")
    for lab in labs:
        if lab.id in statistics.labs and lab.id not in solved:
            step_count = len(statistics.labs[lab.id].passed_steps)
            why = f"You started this lab; {_counted(step_count, 'step has', 'steps have')} passed."
            yield Advice(Action.CONTINUE_LAB, why, lab.topic, lab=lab.id)
    unsolved = [lab for lab in labs if lab.id not in solved]
    yield from _weak_skills(statistics, unsolved)
    yield from _new_questions(statistics, topics)
    for lab in unsolved:
        topic = statistics.topics.get(lab.topic)
        if lab.id not in statistics.labs and topic is not None and topic.mastery.seen_count:
            yield Advice(Action.LAB, "You have answered questions on this topic; now build it.", lab.topic, lab=lab.id)


def _weak_skills(statistics: Statistics, unsolved: Iterable[LabEntry]) -> Iterator[Advice]:
    strengths = ((mastery.strength, skill) for skill, mastery in statistics.skills.items() if mastery.seen_count)
    exercising = {skill: lab.id for lab in reversed(tuple(unsolved)) for skill in lab.skills}
    for strength, skill in sorted(strengths)[:2]:
        if strength < WEAK_BELOW:
            why = "Your answers on this skill were wrong, guessed, or long ago."
            yield Advice(Action.PRACTISE, why, skill.partition(".")[0], skill, exercising.get(skill, ""))


def _new_questions(statistics: Statistics, topics: Iterable[str]) -> Iterator[Advice]:
    """Return topics with new questions: those already begun first, then the others, each in order of study."""
    topic_masteries = [(topic, statistics.topics[topic].mastery) for topic in topics if topic in statistics.topics]
    for topic, mastery in sorted(topic_masteries, key=lambda pair: pair[1].seen_count == 0):
        if new := mastery.questions - mastery.seen_count:
            yield Advice(Action.LEARN, f"{_counted(new, 'question is', 'questions are')} new to you.", topic)


def _counted(count: int, singular: str, plural: str) -> str:
    return f"1 {singular}" if count == 1 else f"{count} {plural}"
