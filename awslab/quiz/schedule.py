"""When a question comes back: FSRS, through py-fsrs.

A right answer leaves for days at once; a wrong or guessed one returns in ten to fifteen minutes until it is right.
Fuzzing is off, so that the same answers at the same times always give the same due times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import IntEnum, StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import fsrs  # at run time only when something is scheduled: not needed for the first question

STEPS = (timedelta(minutes=10),)
"""After a wrong answer; a guess waits half as long again."""
DESIRED_RETENTION = 0.9
"""A question is due when the chance to still know the answer has fallen to this."""


class Rating(IntEnum):
    """How an answer went, in FSRS's words; a quiz has no use for its fourth, Easy."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


class CardPhase(StrEnum):
    """Where a card stands; FSRS calls it the state."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class CardState:
    """What FSRS remembers about a learner and a question."""

    question: str
    """The question's id."""
    phase: CardPhase
    step: int | None
    """Which of STEPS comes next; None in the review phase."""
    stability: float
    """Days until the chance to still know it has fallen to 90 %."""
    difficulty: float
    """1 to 10."""
    due: datetime
    """UTC."""
    last_review: datetime
    """UTC."""


def rating_for(*, correct: bool, is_guess: bool) -> Rating:
    """Return Again for a wrong answer, Good for a right one, Hard for a right guess."""
    if not correct:
        return Rating.AGAIN
    return Rating.HARD if is_guess else Rating.GOOD


def review(question: str, card: CardState | None, rating: Rating, at: datetime) -> CardState:
    """Return the card after an answer; `card` is None for the first one. Raises ValueError for a naive time."""
    import fsrs

    moment = in_utc(at)
    before = _to_fsrs(card) if card else fsrs.Card(card_id=0, due=moment)
    after, _ = _scheduler().review_card(before, fsrs.Rating(rating.value), moment)
    return _from_fsrs(question, after)


def retrievability(card: CardState, at: datetime) -> float:
    """Return the chance, 0 to 1, to still know the answer at `at`; FSRS counts whole days since the last review."""
    return float(_scheduler().get_card_retrievability(_to_fsrs(card), in_utc(at)))


def in_utc(at: datetime) -> datetime:
    """Return the same moment in UTC. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC)


def local_day(moment: datetime, zone: tzinfo | None) -> date:
    """Return the learner's day at a moment; None is this machine's zone, with the offset that it has at that moment."""
    return moment.astimezone(zone).date()


def is_due_today(card: CardState, now: datetime, zone: tzinfo | None) -> bool:
    """Whether the question comes back today, where the learner is, or should have come back before."""
    return local_day(card.due, zone) <= local_day(now, zone)


@cache
def _scheduler() -> fsrs.Scheduler:
    import fsrs

    return fsrs.Scheduler(
        desired_retention=DESIRED_RETENTION, learning_steps=STEPS, relearning_steps=STEPS, enable_fuzzing=False
    )


def _to_fsrs(card: CardState) -> fsrs.Card:
    """Return FSRS's card; with a card_id, because py-fsrs would look at the clock and sleep to make one."""
    import fsrs

    return fsrs.Card(
        card_id=0,
        state=fsrs.State[card.phase.name.title()],
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _from_fsrs(question: str, card: fsrs.Card) -> CardState:
    if card.stability is None or card.difficulty is None or card.last_review is None:
        raise ValueError("a reviewed card has a memory")
    phase = CardPhase[card.state.name.upper()]
    return CardState(question, phase, card.step, card.stability, card.difficulty, card.due, card.last_review)
