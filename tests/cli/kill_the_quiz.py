"""Kill `awslab quiz --json` with SIGKILL at random moments; every answer whose verdict was shown must be kept.

python -m tests.cli.kill_the_quiz --kills 50
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from awslab.progress.store import ProgressStore

_EARLY = 4
"""Every so many kills, one comes while the quiz starts."""
_VERDICTS = (1, 10)
"""Fewest and most verdicts that are awaited before a kill: the machine's speed does not matter."""


def kill_at_random_moments(home: Path, *, kills: int, rng: random.Random) -> int:
    """Take and kill a quiz `kills` times; return how many verdicts were shown in all. Raises AssertionError."""
    shown = 0
    subprocess.run([sys.executable, "-m", "awslab"], env=_environment(home), check=True, stdout=subprocess.DEVNULL)
    for seed in range(kills):
        with ProgressStore.open(home / "progress.sqlite") as store:
            before = sum(count.answer_count for count in store.counts_by_topic().values())
        is_early = seed % _EARLY == _EARLY - 1
        verdicts = _killed_quiz(home, seed=seed, count=0 if is_early else rng.randint(*_VERDICTS), rng=rng)
        with ProgressStore.open(home / "progress.sqlite") as store:
            after = sum(count.answer_count for count in store.counts_by_topic().values())
            known = store.cards()
        missing = [question for question in verdicts if question not in known]
        assert not missing, f"shown as answered, and not there: {missing}"
        assert after - before >= len(verdicts), f"{len(verdicts)} verdicts were shown, {after - before} answers kept"
        shown += len(verdicts)
    return shown


def _killed_quiz(home: Path, *, seed: int, count: int, rng: random.Random) -> list[str]:
    """Return the ids of the questions whose verdict was written out whole before the kill.

    The kill comes shortly after `count` verdicts; for 0, shortly after the start.
    """
    command = [sys.executable, "-m", "awslab", "quiz", "--json", "--count", "500", "--seed", str(seed)]
    verdicts: list[str] = []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment(home)
    ) as quiz:
        assert quiz.stdin is not None
        assert quiz.stdout is not None
        timer = threading.Timer(rng.uniform(0.05, 1.2) if count == 0 else rng.uniform(0.0, 0.02), quiz.kill)
        if count == 0:
            timer.start()
        for line in quiz.stdout:
            if not line.endswith("\n"):
                break
            event = json.loads(line)
            if event["event"] == "verdict":
                verdicts.append(event["id"])
                if len(verdicts) == count:
                    timer.start()
            if event["event"] == "question":
                _write(quiz, some_answer(event) + "\n")
        timer.cancel()
        with contextlib.suppress(BrokenPipeError):
            quiz.stdin.close()
    return verdicts


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "AWSLAB_HOME": str(home)}


def _write(quiz: subprocess.Popen[str], line: str) -> None:
    assert quiz.stdin is not None
    try:
        quiz.stdin.write(line)
        quiz.stdin.flush()
    except BrokenPipeError:
        return  # killed between the question and our answer


def some_answer(question: dict[str, Any]) -> str:
    """A line that answers a presented question, rightly or not."""
    labels: list[str] = [option["label"] for option in question["options"]]
    match question["type"]:
        case "single":
            return labels[0]
        case "multiple":
            return ",".join(labels[: int("".join(filter(str.isdigit, question["instruction"])))])
        case "ordering":
            return " ".join(labels)
        case "matching":
            return " ".join(f"{prompt['label']}={labels[0]}" for prompt in question["prompts"])
        case "case":
            return "; ".join(some_answer(part) for part in question["parts"])
        case _:
            return "1"


def main() -> None:
    """Run it by itself and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shown = kill_at_random_moments(Path(folder), kills=options.kills, rng=random.Random(9))
    sys.stdout.write(f"{options.kills} kills, {shown} verdicts shown, every answer kept\n")


if __name__ == "__main__":
    main()
