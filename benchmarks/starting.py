"""How long a learner waits for awslab: the home screen, the first question, the help."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from benchmarks.figures import Figure, ratio
from benchmarks.launching import awslab, clean_environment, run_to_end, seen_in_pipe, seen_in_terminal
from benchmarks.rounds import Seconds, interleave

_EMPTY_APP = [sys.executable, str(Path(__file__).parent / "programs" / "empty_app.py")]
_IMPORTS = [sys.executable, "-c", "import click, yaml"]
_IMPORTS_AND_SAYS = [sys.executable, "-c", "import click, yaml; print('imported', flush=True)"]
_QUIZ = ("quiz", "--topic", "lambda", "--seed")
_HOME_PAINTED = "Topics"
"""The title of a panel of the home screen: it is in the first frame."""
_HOME_FILLED = "AWS Lambda"
"""A topic: it is there when the library and the learner's numbers are read."""
_BASE = "an empty Textual app"
_SPAN = 24
"""Letters of the question that tell it from anything else on the screen."""


def screens(rounds: int, home: Path) -> list[Figure]:
    """First paint of the home screen and of a quiz, against an empty app."""
    environment = clean_environment(home)
    seed, question = first_question(environment)

    def empty() -> Seconds:
        [first_paint] = seen_in_terminal(_EMPTY_APP, ["An empty tree"], environment)
        return {"empty": first_paint}

    def awslab_home() -> Seconds:
        first_paint, contents_drawn = seen_in_terminal(awslab(), [_HOME_PAINTED, _HOME_FILLED], environment)
        return {"home": first_paint, "filled": contents_drawn}

    def quiz() -> Seconds:
        [question_drawn] = seen_in_terminal(awslab(*_QUIZ, str(seed)), [question], environment)
        return {"quiz": question_drawn}

    times = interleave([empty, awslab_home, quiz], rounds)
    return [
        ratio("awslab, first paint of home", _BASE, times, "home", "empty", 1.25),
        ratio("awslab, home filled in", _BASE, times, "filled", "empty", None),
        ratio("awslab quiz --topic lambda, first question", _BASE, times, "quiz", "empty", 1.25),
    ]


def commands(rounds: int, home: Path) -> list[Figure]:
    """`--help` to its end and `quiz --plain` to the first question, against importing click and yaml."""
    environment = clean_environment(home)
    seed, question = first_question(environment)
    plain = awslab(*_QUIZ, str(seed), "--plain")
    times = interleave(
        [
            lambda: {"imports": run_to_end(_IMPORTS, environment)},
            lambda: {"help": run_to_end(awslab("--help"), environment)},
            lambda: {"says": seen_in_pipe(_IMPORTS_AND_SAYS, ["imported"], environment)[0]},
            lambda: {"quiz": seen_in_pipe(plain, [question], environment)[0]},
        ],
        rounds,
    )
    return [
        ratio("awslab --help", 'python -c "import click, yaml"', times, "help", "imports", 2.0),
        ratio("awslab quiz --plain, first question", 'python -c "import click, yaml"', times, "quiz", "says", 2.0),
    ]


def first_question(environment: dict[str, str]) -> tuple[int, str]:
    """A seed whose first question begins with plain words, and these words: what the screen must show."""
    for seed in count(1):
        words = _beginning(awslab(*_QUIZ, str(seed), "--plain"), environment)
        if re.fullmatch(r"[A-Za-z0-9 ,]+", words):
            return seed, words
    raise AssertionError("count() does not end")


def _beginning(command: Sequence[str], environment: dict[str, str]) -> str:
    output = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    stem = output.partition("Question 1 of")[2].partition("\n\n")[2]
    return stem[:_SPAN].rpartition(" ")[0]
