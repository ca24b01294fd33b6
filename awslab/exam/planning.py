"""What a mock exam will be before it begins: its questions, its time, and what the bank cannot give (pure)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from awslab.content.model import Exam
from awslab.errors import UsageError
from awslab.exam.blueprint import TYPES
from awslab.exam.draw import Draw, draw, uncovered_tasks

if TYPE_CHECKING:
    import random

    from awslab.content.library import Entry


@dataclass(frozen=True, slots=True)
class ExamRequest:
    """What the learner asked for; the exam as it is when nothing is said."""

    count: int | None = None
    """How many questions; None for as many as the exam has."""
    domains: frozenset[str] = frozenset()
    """Ids of the domains to ask from; all when empty."""
    only_unseen: bool = False
    """Whether to leave out the questions that the learner has seen."""
    minutes: int | None = None
    """How long the sitting lasts; None for the exam's time in proportion to the questions."""

    def as_json(self) -> dict[str, Any]:
        """Return plain data for the progress file."""
        return {
            "count": self.count,
            "domains": sorted(self.domains),
            "only_unseen": self.only_unseen,
            "minutes": self.minutes,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """A mock exam that is ready to begin."""

    exam: Exam
    request: ExamRequest
    seed: int
    draw: Draw
    count: int
    """How many questions were asked for; the draw may have fewer."""
    limit: float
    """Seconds that the sitting lasts."""
    seen_count: int
    """Questions of the draw that the learner has seen before."""
    uncovered: tuple[tuple[str, str, int], ...]
    """Tasks without a question in the bank: id, title, and about how many percent of the exam they are."""

    @property
    def missing(self) -> int:
        """How many of the requested questions the bank cannot give."""
        return self.count - len(self.draw.items)

    @property
    def unscored_count(self) -> int:
        """How many questions of the draw do not count."""
        return sum(not item.is_scored for item in self.draw.items)


def plan(
    exam: Exam,
    entries: Sequence[Entry],
    request: ExamRequest,
    *,
    seed: int,
    rng: random.Random,
    seen: Collection[str],
) -> Plan:
    """Draw the questions of a mock exam and set its time.

    `seen` are the ids of questions that the learner has seen. Raises UsageError for a domain that the exam has not.
    """
    refuse_unknown_domains(exam, request.domains)
    full_count = exam.scored + exam.unscored
    count = request.count or (full_count if not request.domains else _domain_count(exam, request.domains))
    excluded = seen if request.only_unseen else ()
    questions = draw(exam, entries, count=count, rng=rng, domains=request.domains, excluded=excluded)
    minutes = request.minutes or max(1, ceil(exam.minutes * len(questions.items) / full_count))
    titles = {task.id: task.title for domain in exam.domains for task in domain.tasks}
    uncovered = uncovered_tasks(exam, entries).items()
    return Plan(
        exam=exam,
        request=request,
        seed=seed,
        draw=questions,
        count=count,
        limit=60.0 * minutes,
        seen_count=sum(item.question in seen for item in questions.items),
        uncovered=tuple(
            (task, titles[task], weight)
            for task, weight in uncovered
            if not request.domains or task.partition(".")[0] in request.domains
        ),
    )


def refuse_unknown_domains(exam: Exam, domains: Collection[str]) -> None:
    """Raise UsageError, with the domains that there are, for one that the exam has not."""
    unknown = sorted(set(domains) - {domain.id for domain in exam.domains})
    if unknown:
        names = "; ".join(f"{domain.id} {domain.title}" for domain in exam.domains)
        raise UsageError(f"{exam.code} has no domain “{unknown[0]}”.", f"Its domains: {names}.")


def _domain_count(exam: Exam, domains: Collection[str]) -> int:
    """The number of questions that these domains have in a whole exam."""
    weight = sum(domain.weight for domain in exam.domains if domain.id in domains)
    return max(1, round((exam.scored + exam.unscored) * weight / sum(domain.weight for domain in exam.domains)))


def question_count(exam: Exam, entries: Sequence[Entry]) -> int:
    """How many questions of the bank an exam could ask."""
    return sum(
        entry.type in TYPES and any(reference.partition("/")[0] == exam.code for reference in entry.exams)
        for entry in entries
    )
