"""What a quiz loads before its first question."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "pydantic",
    "pydantic_core",
    "textual",
    "rich",
    "fsrs",
    "boto3",
    "botocore",
    "moto",
    "click",
    "yaml",
    "hypothesis",
)


def test_a_quiz_starts_without_heavy_libraries() -> None:
    """Each of them costs more than the whole budget of `awslab quiz --plain` to its first question."""
    program = (
        "import sys, awslab.quiz.session, awslab.quiz.selection, awslab.quiz.events, awslab.progress.store,"
        f" awslab.progress.statistics, awslab.progress.advice; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_store_opens_without_the_scheduler() -> None:
    program = (
        "import sys; from awslab.progress.store import ProgressStore\n"
        "with ProgressStore.open(':memory:') as store: store.cards()\n"
        "print('fsrs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
