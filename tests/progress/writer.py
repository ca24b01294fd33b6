"""Run as a program: answers the same questions again and again beside others of its kind. FILE ANSWERS NUMBER"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from awslab.progress.store import ProgressStore
from tests.progress.samples import answered
from tests.quiz.samples import NOON


def main() -> None:
    """Record the answers; `NUMBER` shifts their times, so that the writers differ."""
    path, answers, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    with ProgressStore.open(path, patience=30) as store:
        for index in range(answers):
            at = NOON + timedelta(hours=index, minutes=number)
            store.record_answer(answered(f"q{index % 3}", right=(index + number) % 4 != 0, at=at))


if __name__ == "__main__":
    main()
