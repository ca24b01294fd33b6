"""Run as a program: sits a mock exam without end and tells each event once it is recorded. FILE"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from awslab.exam.sitting import Answered, Event, Flagged, Moved, Struck, Ticked
from awslab.progress.live_sitting import LiveSitting
from awslab.progress.store import ProgressStore
from tests.exam.papers import RIGHT, SAMPLE, WRONG, load, sample_plan
from tests.quiz.samples import NOON

COUNT = 40


def events_of(number: int) -> tuple[Event, ...]:
    """The events of one round, on a question of its own."""
    place = number % COUNT
    answer = RIGHT if number % 3 else WRONG
    return Moved(place), Answered(place, answer), Flagged(place, number % 2 == 0), Struck(place, "once", True), Ticked()


def main() -> None:
    """Continue the open sitting, or begin one, until killed."""
    with ProgressStore.open(Path(sys.argv[1])) as store:
        record = store.exams.open_sitting(SAMPLE.code) or store.exams.begin(sample_plan(COUNT, minutes=600), NOON)
        live = LiveSitting(store, record, load=load, monotonic=time.monotonic)
        for number in itertools.count():
            for event in events_of(number):
                state = live.apply(event, NOON)
                kind = type(event).__name__
                sys.stdout.write(f"{kind} {state.elapsed!r} {state.current} {state.answered}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
