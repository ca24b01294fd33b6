"""Several programs at one progress file, and programs that are killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from awslab.progress.store import ProgressStore
from awslab.quiz.schedule import CardState, review
from tests.progress.kill_nine import kill_at_random_moments

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("AWSLAB_TEST_KILLS", "12"))
"""Acceptance asks for 50; `python -m tests.progress.kill_nine --kills 50` runs them by themselves."""


def test_no_update_is_lost_when_several_programs_answer_the_same_questions(tmp_path: Path) -> None:
    """They even make the file together: none of them finds it there."""
    path, writers, answers = tmp_path / "progress.sqlite", 4, 25
    command = [sys.executable, "-m", "tests.progress.writer", str(path), str(answers)]
    running = [subprocess.Popen([*command, str(number)], cwd=ROOT) for number in range(writers)]
    assert [process.wait() for process in running] == [0] * writers
    with ProgressStore.open(path) as store:
        reviews = store.history(limit=10_000)[::-1]
        cards: dict[str, CardState] = {}
        for each in reviews:
            cards[each.question] = review(each.question, cards.get(each.question), each.rating, each.at)
        assert len(reviews) == writers * answers
        assert store.cards() == cards


def test_every_answer_reported_as_recorded_survives_kill_9(tmp_path: Path) -> None:
    report_count = kill_at_random_moments(tmp_path / "progress.sqlite", kills=KILLS, rng=random.Random(9))
    assert report_count > KILLS


def test_two_programs_that_begin_the_same_lab_at_once_get_an_attempt_each(tmp_path: Path) -> None:
    """The second one begins and ends its attempt between the first one's commit and its next statement."""
    command = [sys.executable, "-m", "tests.progress.lab_starter", str(tmp_path / "progress.sqlite")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "committed\n"
        second = subprocess.run(command, cwd=ROOT, input="\n\n", capture_output=True, text=True, check=True)
        output, _ = first.communicate("\n\n")
    assert first.returncode == 0
    assert "attempt 1\n" in output
    assert "attempt 2\n" in second.stdout
