"""Kill a quiz with SIGKILL at random moments and see that every answer it told as recorded is in the file.

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

from awslab.progress.store import ProgressStore

ROOT = Path(__file__).parents[2]


def kill_at_random_moments(path: Path, *, kills: int, rng: random.Random) -> int:
    """Take and kill a quiz `kills` times over one file; how many answers were told in all. Raises AssertionError."""
    told: list[str] = []
    for number in range(kills):
        told += _killed_quiz(path, first=number * 100_000, rng=rng)
        _see_that_all_are_there(path, told)
    return len(told)


def _killed_quiz(path: Path, *, first: int, rng: random.Random) -> list[str]:
    """The question ids told before the kill: one in four comes while the quiz starts, the others among its answers."""
    command = [sys.executable, "-m", "tests.progress.quiz_taker", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as quiz:
        assert quiz.stdout is not None
        if rng.random() < 0.25:
            time.sleep(rng.uniform(0.0, 0.15))
        else:
            assert quiz.stdout.readline() == "ready\n"
            time.sleep(rng.uniform(0.0, 0.06))
        quiz.kill()
        lines = quiz.stdout.read().splitlines(keepends=True)
    return [line.strip() for line in lines if line.endswith("\n") and line != "ready\n"]


def _see_that_all_are_there(path: Path, told: list[str]) -> None:
    with ProgressStore.open(path) as store:
        recorded = {review.question for review in store.history(limit=10**9)}
        missing = set(told) - recorded
        assert not missing, f"told as recorded, and not there: {sorted(missing)}"
        assert recorded == set(store.cards()), "an answer without its card, or a card without its answer"
        assert store._connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def main() -> None:
    """Run it by itself and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = kill_at_random_moments(
            Path(folder) / "progress.sqlite", kills=options.kills, rng=random.Random(options.seed)
        )
    sys.stdout.write(f"{options.kills} kills, {told} answers told as recorded, all of them there\n")


if __name__ == "__main__":
    main()
