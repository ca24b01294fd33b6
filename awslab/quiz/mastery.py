"""How well a learner knows a skill or a topic, from the schedule.

The strength of a question, 0 to 1, is the chance to still know it now, times how lasting that knowledge is:

    strength = retrievability(now) * stability / (stability + HALF_LASTING)

A question that was never answered has strength 0. FSRS's stability is the number of days after which the chance has
fallen to 90 %; one right answer gives about 2 days and a strength near 0.4, a second one some days later about 0.7,
a third about 0.9, a wrong first answer 0.05. The mastery of a skill is the mean strength of its questions, the mastery
of a topic the mean mastery of its skills, so that a skill with few questions weighs as much as one with many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from awslab.quiz.schedule import CardState, retrievability

if TYPE_CHECKING:
    from awslab.content.library import Entry

HALF_LASTING = 4.0
"""Days of stability that count half."""


@dataclass(frozen=True, slots=True)
class Mastery:
    """What is known of a skill or a topic."""

    value: float
    """0 to 1, with questions never answered as 0."""
    questions: int
    """How many questions there are."""
    seen_count: int
    """How many of them were answered at least once."""
    strength: float
    """0 to 1, the mean over the questions seen alone; 0 when there are none."""


def strength(card: CardState, at: datetime) -> float:
    """Return how well one question is known at `at`, 0 to 1."""
    return retrievability(card, at) * card.stability / (card.stability + HALF_LASTING)


def mastery_by_skill(entries: Iterable[Entry], cards: Mapping[str, CardState], at: datetime) -> dict[str, Mastery]:
    """Return the mastery of every skill that has questions, by skill id; cards of other questions do not count."""
    questions: dict[str, int] = {}
    strengths: dict[str, list[float]] = {}
    for entry in entries:
        questions[entry.skill] = questions.get(entry.skill, 0) + 1
        if (card := cards.get(entry.id)) is not None:
            strengths.setdefault(entry.skill, []).append(strength(card, at))
    return {skill: _mastery(count, strengths.get(skill, [])) for skill, count in questions.items()}


def mastery_by_topic(by_skill: Mapping[str, Mastery]) -> dict[str, Mastery]:
    """Return the mastery of every topic, by topic id, from that of its skills."""
    grouped: dict[str, list[Mastery]] = {}
    for skill, mastery in by_skill.items():
        grouped.setdefault(skill.partition(".")[0], []).append(mastery)
    return {topic: _together(skills) for topic, skills in grouped.items()}


def _mastery(questions: int, strengths: list[float]) -> Mastery:
    total = sum(strengths)
    return Mastery(total / questions, questions, len(strengths), total / len(strengths) if strengths else 0.0)


def _together(skills: list[Mastery]) -> Mastery:
    seen_count = sum(skill.seen_count for skill in skills)
    strength_sum = sum(skill.strength * skill.seen_count for skill in skills)
    return Mastery(
        value=sum(skill.value for skill in skills) / len(skills),
        questions=sum(skill.questions for skill in skills),
        seen_count=seen_count,
        strength=strength_sum / seen_count if seen_count else 0.0,
    )
