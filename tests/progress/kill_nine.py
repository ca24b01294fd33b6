"""Kill a quiz with SIGKILL at random moments and see that every answer it reported as recorded is in the file.

python -m tests.progress.kill_nine --kills 50
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from awslab.progress.store import ProgressStore

ROOT = Path(__file__).parents[2]
_EARLY = 4
"""Every so many kills, one comes while the quiz starts."""
_REPORTS = (2, 12)
"""Fewest and most reports that are awaited before a kill among the answers: the machine's speed does not matter."""


def kill_at_random_moments(path: Path, *, kills: int, rng: random.Random) -> int:
    """Take and kill a quiz `kills` times over one file; return how many answers were reported in all.

    Raises AssertionError when a reported answer is missing.
    """
    reports: list[str] = []
    for number in range(kills):
        is_early = number % _EARLY == _EARLY - 1
        reports += _killed_quiz(path, first=number * 100_000, rng=rng, is_early=is_early)
        _see_that_all_are_there(path, reports)
    return len(reports)


def _killed_quiz(path: Path, *, first: int, rng: random.Random, is_early: bool) -> list[str]:
    """Return the question ids reported before the kill."""
    command = [sys.executable, "-m", "tests.progress.quiz_taker", str(path), str(first)]
    lines: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as quiz:
        assert quiz.stdout is not None
        if is_early:
            time.sleep(rng.uniform(0.0, 0.15))
        else:
            lines = _awaited_lines(quiz.stdout, 1 + rng.randint(*_REPORTS))
            time.sleep(rng.uniform(0.0, 0.01))  # the next answer is somewhere between question and commit
        quiz.kill()
        lines += quiz.stdout.read().splitlines(keepends=True)
    return [line.strip() for line in lines if line.endswith("\n") and line != "ready\n"]


def _awaited_lines(stream: IO[str], count: int) -> list[str]:
    lines = [stream.readline() for _ in range(count)]
    assert all(lines), "the quiz ended by itself"
    return lines


def _see_that_all_are_there(path: Path, reports: list[str]) -> None:
    with ProgressStore.open(path) as store:
        questions = {review.question for review in store.history(limit=10**9)}
        missing = set(reports) - questions
        assert not missing, f"reported as recorded, and not there: {sorted(missing)}"
        assert questions == set(store.cards()), "an answer without its card, or a card without its answer"
        assert store._connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def main() -> None:
    """Run it by itself and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report_count = kill_at_random_moments(
            Path(folder) / "progress.sqlite", kills=options.kills, rng=random.Random(options.seed)
        )
    sys.stdout.write(f"{options.kills} kills, {report_count} answers reported as recorded, all of them there\n")


if __name__ == "__main__":
    main()
