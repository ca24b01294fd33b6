"""Run as a program: begins and ends an attempt at a lab, and stops after each commit until a line arrives. FILE"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from awslab.progress.store import ProgressStore
from tests.quiz.samples import NOON


class StoppingStore(ProgressStore):
    """A store that lets another program act between its commit and whatever it does next."""

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with super()._writing() as connection:
            yield connection
        _say("committed")
        sys.stdin.readline()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Begin an attempt, write its id, and end it."""
    with StoppingStore.open(Path(sys.argv[1])) as store:
        attempt = store.labs.begin("s3-lambda-trigger", variables={}, at=NOON)
        _say(f"attempt {attempt.id}")
        store.labs.end(attempt.id, NOON)


if __name__ == "__main__":
    main()
