"""What happens in a sitting: a state that events change, one after another (pure).

Whoever keeps a sitting records each event before it is shown, and folds the events again to resume: `replay` of the
same draw and events is the same state. Times are seconds of the sitting's own clock, which stands still while
it is paused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from awslab.exam.draw import Draw
from awslab.quiz.answers import Answer

WARNING_SECONDS = 300.0
"""How long before the end the learner is warned."""


class Certainty(StrEnum):
    """How sure the learner was of an answer."""

    SURE = "sure"
    UNSURE = "unsure"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Moved:
    """The learner went to a question, by its place from 0."""

    place: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The learner answered the question at a place, or took the answer back (None)."""

    place: int
    answer: Answer | None
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Flagged:
    """The learner flagged a question for later, or took the flag away."""

    place: int
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Struck:
    """The learner struck an option out, or brought it back."""

    place: int
    option: str
    is_struck: bool


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stands still; the real exam has no pause."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock goes on."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The learner handed the exam in, or the time was over."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Nothing but time: recorded now and then, so that a killed program loses seconds at most."""


Event: TypeAlias = Moved | Answered | Flagged | Struck | Paused | Resumed | Ended | Ticked


@dataclass(frozen=True, slots=True)
class Place:
    """The state of one question in a sitting."""

    answer: Answer | None = None
    certainty: Certainty | None = None
    is_flagged: bool = False
    struck: frozenset[str] = frozenset()
    """Option ids that the learner struck out."""
    seconds: float = 0.0
    """How long the learner looked at the question."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting as it stands."""

    draw: Draw
    limit: float
    """Seconds that the exam lasts."""
    places: tuple[Place, ...]
    current: int = 0
    """The place of the question that is looked at."""
    elapsed: float = 0.0
    """Seconds of the sitting's clock so far."""
    is_paused: bool = False
    pauses: int = 0
    is_over: bool = False

    @classmethod
    def of(cls, draw: Draw, limit: float) -> Sitting:
        """A sitting that has just begun."""
        return cls(draw, limit, tuple(Place() for _ in draw.items))

    @property
    def remaining(self) -> float:
        """Seconds until the time is over; never negative."""
        return max(0.0, self.limit - self.elapsed)

    @property
    def is_late(self) -> bool:
        """Whether the warning before the end is due."""
        return not self.is_over and self.remaining <= WARNING_SECONDS

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(place.answer is not None for place in self.places)

    @property
    def pace(self) -> float:
        """Questions answered beyond what the time so far asks for; negative when the learner is behind."""
        return self.answered - len(self.places) * min(1.0, self.elapsed / self.limit)

    def after(self, event: Event, at: float) -> Sitting:
        """The sitting after an event at a time of its clock, in seconds.

        Events after the end change nothing; the time that ends the exam ends it whatever the event is. Raises
        IndexError for a place that the draw has not.
        """
        if self.is_over:
            return self
        later = self._until(at)
        if later.is_over:
            return later
        match event:
            case Moved(place):
                later.draw.items[place]
                return replace(later, current=place)
            case Answered(place, answer, certainty):
                return later._changed(place, answer=answer, certainty=certainty)
            case Flagged(place, is_flagged):
                return later._changed(place, is_flagged=is_flagged)
            case Struck(place, option, is_struck):
                struck = later.places[place].struck
                return later._changed(place, struck=struck | {option} if is_struck else struck - {option})
            case Paused():
                return replace(later, is_paused=True, pauses=later.pauses + (not later.is_paused))
            case Resumed():
                return replace(later, is_paused=False)
            case Ended():
                return replace(later, is_over=True)
            case Ticked():
                return later

    def _until(self, at: float) -> Sitting:
        """The same, when the clock shows `at`; it never goes back."""
        now = max(self.elapsed, min(at, self.limit))
        seconds = now - self.elapsed
        places = list(self.places)
        if places:
            place = places[self.current]
            places[self.current] = replace(place, seconds=place.seconds + seconds)
        return replace(self, places=tuple(places), elapsed=now, is_over=now >= self.limit)

    def _changed(self, place: int, **changes: object) -> Sitting:
        places = list(self.places)
        places[place] = replace(places[place], **changes)  # type: ignore[arg-type]
        return replace(self, places=tuple(places))


@dataclass(frozen=True, slots=True)
class Timed:
    """An event with the time of the sitting's clock."""

    event: Event
    at: float = field(default=0.0)


def replay(draw: Draw, limit: float, events: Iterable[Timed]) -> Sitting:
    """The sitting that these events lead to."""
    sitting = Sitting.of(draw, limit)
    for timed in events:
        sitting = sitting.after(timed.event, timed.at)
    return sitting


def open_places(sitting: Sitting) -> Sequence[int]:
    """The places of questions that are flagged or have no answer yet."""
    return [number for number, place in enumerate(sitting.places) if place.is_flagged or place.answer is None]
