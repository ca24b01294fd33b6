"""Counting what there is: `awslab content stats`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from awslab.content.library import Library
from awslab.content.model import KINDS, QUESTION_TYPES


def count(library: Library) -> dict[str, Any]:
    """Questions and labs by topic, type, level, exam and kind of check; the shape is part of the command's contract."""
    entries = library.entries
    topics = [topic.id for topic in library.topics]
    labs = [library.lab(entry.id) for entry in library.labs]
    checks = [check for lab in labs for step in lab.steps for check in step.checks]
    return {
        "questions": {
            "total": len(entries),
            "by_topic": _counts((entry.topic for entry in entries), topics),
            "by_type": _counts((entry.type for entry in entries), QUESTION_TYPES),
            "by_level": _counts((str(entry.level) for entry in entries), ("1", "2", "3")),
            "by_exam": _counts(
                (code for entry in entries for code in {task.partition("/")[0] for task in entry.exams}),
                (exam.code for exam in library.exams),
            ),
            "with_proof": 0,  # questions cannot carry a proof yet; the key is part of the command's contract
        },
        "labs": {
            "total": len(labs),
            "by_topic": _counts((lab.topic for lab in labs), topics),
            "checks": len(checks),
            "by_kind": _counts((check.kind for check in checks), KINDS),
        },
    }


def _counts(values: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    """Return how often each value occurs, the known names first and with their zeros."""
    counter = Counter(values)
    return {name: counter[name] for name in names} | dict(counter)
