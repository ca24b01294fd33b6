"""Which questions a quiz asks: a choice among the light entries of the library, quick for 100,000 of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from awslab.quiz.mastery import Mastery, mastery_by_skill, strength
from awslab.quiz.schedule import CardState, is_due_today

if TYPE_CHECKING:
    from awslab.content.library import Entry

_AT_A_TIME = 3
"""Questions of one weak skill before the next weak skill has its turn."""


class Choosing(StrEnum):
    """By what questions are chosen among those that fit."""

    MIXED = "mixed"
    """New ones and those not seen for longest, in the proportion in which there are new and seen ones."""
    DRAWN = "drawn"
    """By the seed alone, whatever the learner did before: what `--seed` promises."""
    DUE = "due"
    """Those that are due today, most overdue first."""
    WEAK = "weak"
    """From the skills answered worst so far, three of each in turn; skills never tried come last."""


@dataclass(frozen=True, slots=True)
class QuizRequest:
    """What a quiz is to be about. Empty fields allow everything."""

    topics: frozenset[str] = frozenset()
    """Topic ids."""
    skills: frozenset[str] = frozenset()
    """Skill ids."""
    exam: str = ""
    """An exam `DVA-C03`, a domain of it `DVA-C03/1`, or a task `DVA-C03/1.2`."""
    level: int | None = None
    """1 to 3."""
    count: int | None = 10
    """At most this many questions; None is no limit."""
    choosing: Choosing = Choosing.MIXED

    def as_json(self) -> dict[str, Any]:
        """Return plain data for the progress file, without the empty fields."""
        fields = {
            name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(self).items()
        }
        return {name: value for name, value in fields.items() if value not in (None, "", [])}


def choose(
    entries: Iterable[Entry],
    request: QuizRequest,
    *,
    seed: int,
    cards: Mapping[str, CardState],
    now: datetime,
    zone: tzinfo | None = UTC,
) -> tuple[str, ...]:
    """Return question ids in the order to ask them; fewer than wanted when there are not more.

    The same entries, seed, cards and time give the same questions; without cards the time does not matter. `zone` is
    where the learner's day ends; None is this machine's.
    """
    candidates = sorted(_fitting(entries, request))
    count = len(candidates) if request.count is None else max(0, request.count)
    rng = random.Random(seed)
    match request.choosing:
        case Choosing.MIXED:
            return _mixed(candidates, count, cards, rng)
        case Choosing.DRAWN:
            return tuple(rng.sample([entry.id for entry in candidates], min(count, len(candidates))))
        case Choosing.DUE:
            return due_today(candidates, cards, now, zone)[:count]
        case Choosing.WEAK:
            return _weak(candidates, count, cards, now, rng)


def _fitting(entries: Iterable[Entry], request: QuizRequest) -> Iterable[Entry]:
    exam = request.exam.upper()
    return (
        entry
        for entry in entries
        if (not request.topics or entry.topic in request.topics)
        and (not request.skills or entry.skill in request.skills)
        and (request.level is None or entry.level == request.level)
        and (not exam or any(_prepares(task, exam) for task in entry.exams))
    )


def _prepares(task: str, exam: str) -> bool:
    """Whether a task is part of an exam: `DVA-C03/1.2` is part of itself, of `DVA-C03/1` and of `DVA-C03`."""
    return task == exam or task.startswith((f"{exam}/", f"{exam}.") if "/" in exam else f"{exam}/")


def _mixed(entries: Sequence[Entry], count: int, cards: Mapping[str, CardState], rng: random.Random) -> tuple[str, ...]:
    new = [entry.id for entry in entries if entry.id not in cards]
    cards_seen = sorted((cards[entry.id].last_review, entry.id) for entry in entries if entry.id in cards)
    count = min(count, len(entries))
    from_seen = round(count * len(cards_seen) / len(entries)) if entries else 0
    question_ids = [question for _, question in cards_seen[:from_seen]] + rng.sample(new, count - from_seen)
    rng.shuffle(question_ids)
    return tuple(question_ids)


def due_today(
    entries: Iterable[Entry], cards: Mapping[str, CardState], now: datetime, zone: tzinfo | None
) -> tuple[str, ...]:
    """Return the ids of the questions that are due today, most overdue first: the one definition of “due today”."""
    seen_cards = (cards[entry.id] for entry in entries if entry.id in cards)
    return tuple(
        card.question
        for card in sorted(seen_cards, key=lambda card: (card.due, card.question))
        if is_due_today(card, now, zone)
    )


def _weak(
    entries: Sequence[Entry], count: int, cards: Mapping[str, CardState], now: datetime, rng: random.Random
) -> tuple[str, ...]:
    skills = mastery_by_skill(entries, cards, now)
    order = sorted(rng.sample(sorted(skills), len(skills)), key=lambda skill: _weakness(skills[skill]))
    questions: dict[str, list[tuple[float, str]]] = {skill: [] for skill in order}
    for entry in rng.sample(entries, len(entries)):
        card = cards.get(entry.id)
        questions[entry.skill].append((strength(card, now) if card else 1.0, entry.id))
    for skill_questions in questions.values():
        skill_questions.sort(key=lambda question: question[0])
    turns = zip_longest(
        *(_turns([question for _, question in skill_questions]) for skill_questions in questions.values()), fillvalue=()
    )
    return tuple(question for turn in turns for turn_questions in turn for question in turn_questions)[:count]


def _weakness(mastery: Mastery) -> tuple[bool, float]:
    """Return a sort key: skills with wrong answers come before skills never tried."""
    return mastery.seen_count == 0, mastery.strength


def _turns(questions: Sequence[str]) -> Iterable[Sequence[str]]:
    return (questions[start : start + _AT_A_TIME] for start in range(0, len(questions), _AT_A_TIME))
