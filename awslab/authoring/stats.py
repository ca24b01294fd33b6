"""The counts of what there is, for `awslab content stats`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from awslab.authoring.bank import bank_report
from awslab.content.library import Entry, Library
from awslab.content.model import KINDS, QUESTION_TYPES, Exam

_LEVELS = ("1", "2", "3")


def count(library: Library) -> dict[str, Any]:
    """Return the counts of questions and labs, and the giveaway statistics; the shape is the command's contract."""
    topics = [topic.id for topic in library.topics]
    return {
        "questions": _questions(library, topics),
        "labs": _labs(library, topics),
        "exams": [exam_coverage(exam, library.entries) for exam in library.exams],
        "giveaways": bank_report(library.questions()).to_json(),
    }


def _questions(library: Library, topics: Sequence[str]) -> dict[str, Any]:
    entries = library.entries
    skills = list(library.skills)
    return {
        "total": len(entries),
        "drills": len(library.drills),
        "by_topic": _counts((entry.topic for entry in entries), topics),
        "by_type": _counts((entry.type for entry in entries), QUESTION_TYPES),
        "by_level": _counts((str(entry.level) for entry in entries), _LEVELS),
        "by_exam": _counts(
            (code for entry in entries for code in {task.partition("/")[0] for task in entry.exams}),
            (exam.code for exam in library.exams),
        ),
        "by_skill": _counts((entry.skill for entry in entries), skills),
        "levels_by_skill": {
            skill: _counts((str(entry.level) for entry in entries if entry.skill == skill), _LEVELS) for skill in skills
        },
        "with_proof": sum(question.proof is not None for question in library.questions()),
        "with_model": sum(bool(question.model) for question in library.questions()),
    }


def _labs(library: Library, topics: Sequence[str]) -> dict[str, Any]:
    labs = [library.lab(entry.id) for entry in library.labs]
    checks = [check for lab in labs for step in lab.steps for check in step.checks]
    return {
        "total": len(labs),
        "by_topic": _counts((lab.topic for lab in labs), topics),
        "checks": len(checks),
        "by_kind": _counts((check.kind for check in checks), KINDS),
    }


def exam_coverage(exam: Exam, entries: Iterable[Entry]) -> dict[str, Any]:
    """Return how the exam's questions are spread over its domains and tasks, beside the weights of the guide.

    A question with tasks of two domains counts in both; `share` is the domain's percentage of these counts.
    """
    tasks = [{task.partition("/")[2] for task in entry.exams if task.startswith(f"{exam.code}/")} for entry in entries]
    tasks = [numbers for numbers in tasks if numbers]
    by_domain = Counter(domain for numbers in tasks for domain in {number.partition(".")[0] for number in numbers})
    by_task = Counter(number for numbers in tasks for number in numbers)
    return {
        "code": exam.code,
        "questions": len(tasks),
        "domains": [
            {
                "id": domain.id,
                "title": domain.title,
                "weight": domain.weight,
                "share": round(100 * by_domain[domain.id] / max(by_domain.total(), 1), 1),
                "questions": by_domain[domain.id],
                "by_task": {task.id: by_task[task.id] for task in domain.tasks},
            }
            for domain in exam.domains
        ],
    }


def _counts(values: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    """Return how often each value occurs, the known names first and with their zeros."""
    counter = Counter(values)
    return {name: counter[name] for name in names} | dict(counter)
