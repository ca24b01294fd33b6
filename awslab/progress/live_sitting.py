"""A sitting at work: each event is on disk before the state changes, and the clock is saved each second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from awslab.exam.paper import Paper
from awslab.exam.sitting import Ended, Event, Paused, Resumed, Sitting, Ticked, Timed

if TYPE_CHECKING:
    from awslab.content.model import Question
    from awslab.progress.exams import SittingRecord
    from awslab.progress.store import ProgressStore

TICK_SECONDS = 1.0
"""How often the front ends save the clock: what a kill can cost at most."""


class LiveSitting:
    """A sitting of a learner, from the record that was saved last.

    `save` writes and changes nothing else, so that it may run on a thread; `accept` changes the state. One save at a
    time: whoever has several events to record waits until one is accepted.
    """

    def __init__(
        self,
        store: ProgressStore,
        record: SittingRecord,
        *,
        load: Callable[[str, int], Question],
        monotonic: Callable[[], float],
    ) -> None:
        self.is_submitted = False
        """Whether the end is on disk."""
        self.id, self.exam, self.started_at = record.id, record.exam, record.started_at
        self.state: Sitting = record.state
        self.paper = Paper(record.draw, load=load, seed=record.seed)
        self._store, self._monotonic = store, monotonic
        self._event_count = record.event_count
        self._base = record.state.elapsed
        self._running_since: float | None = None if record.state.is_paused else monotonic()

    @property
    def seconds(self) -> float:
        """The sitting's clock now, in seconds; it stands still in a pause and at the end of the time."""
        running = 0.0 if self._running_since is None else self._monotonic() - self._running_since
        return min(self.state.limit, self._base + running)

    @property
    def is_out_of_time(self) -> bool:
        """Whether the clock has reached the end; the sitting must then be submitted."""
        return self.seconds >= self.state.limit

    def at_now(self, event: Event) -> Timed:
        """Return the event with the time of the sitting's clock."""
        return Timed(event, self.seconds)

    def save(self, timed: Timed, at: datetime) -> None:
        """Put an event on disk; the end is saved with the marks. Raises ProgressError."""
        tables, number = self._store.exams, self._event_count + 1
        match timed.event:
            case Ticked():
                tables.tick(self.id, timed.at)
            case Ended():
                tables.submit(self.id, number, timed, self.paper.marks(self.state.after(timed.event, timed.at)), at)
            case _:
                tables.record(self.id, number, timed, at)

    def accept(self, timed: Timed) -> Sitting:
        """Return the state after an event that is on disk."""
        self.state = self.state.after(timed.event, timed.at)
        if not isinstance(timed.event, Ticked):
            self._event_count += 1
        match timed.event:
            case Ended():
                self.state, self.is_submitted = replace(self.state, is_over=True), True
                self._base, self._running_since = self.state.elapsed, None
            case Paused():
                self._base, self._running_since = timed.at, None
            case Resumed():
                self._base, self._running_since = timed.at, self._monotonic()
        return self.state

    def apply(self, event: Event, at: datetime) -> Sitting:
        """Put an event on disk and return the state after it. Raises ProgressError."""
        timed = self.at_now(event)
        self.save(timed, at)
        return self.accept(timed)
