"""The result of a sitting: score, domains, tasks, time, certainty, and what to study (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from awslab.content.model import Exam
from awslab.exam.paper import Mark
from awslab.exam.score import Score, Tally, score
from awslab.exam.sitting import Certainty

SLOW_COUNT = 5
"""How many of the slowest questions a report names."""


@dataclass(frozen=True, slots=True)
class Line:
    """Right answers in the scored questions of a domain or a task."""

    id: str
    title: str
    weight: int
    """Percent of the exam; 0 for a task, which the guide does not weigh."""
    tally: Tally


@dataclass(frozen=True, slots=True)
class StudyItem:
    """A skill with a wrong answer, and where to learn it."""

    skill: str
    wrong_count: int
    """How many of its questions were wrong."""
    questions: tuple[str, ...]
    """Ids of the questions that were wrong."""
    sections: tuple[str, ...]
    """Sections of the notes, as `topic#slug`."""
    lab_steps: tuple[str, ...]
    """Steps of labs, as `lab/step`."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a sitting tells."""

    exam: str
    """The code of the exam."""
    passing: int
    score: Score | None
    """None when no scored question is left, which only happens when the bank has lost its questions."""
    scored: Tally
    unscored: Tally
    unanswered: int
    domains: tuple[Line, ...]
    tasks: tuple[Line, ...]
    certainty: tuple[tuple[str, Tally], ...]
    """Answers by certainty (`sure`, `unsure`, `guess`, and `not said`), all questions with an answer."""
    seconds: float
    """The time that all questions took."""
    slowest: tuple[Mark, ...]
    """The questions that took longest, longest first."""
    wrong: tuple[Mark, ...]
    """Every question that was wrong or had no answer, in the order of the exam."""
    study: tuple[StudyItem, ...]
    """What to study, most missed first."""

    @property
    def seconds_per_question(self) -> float:
        """The average time of a question; 0 without questions."""
        count = self.scored.total + self.unscored.total
        return self.seconds / count if count else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return plain data for programs."""
        return {
            "exam": self.exam,
            "passing": self.passing,
            "score": asdict(self.score) if self.score else None,
            "scored": asdict(self.scored),
            "unscored": asdict(self.unscored),
            "unanswered": self.unanswered,
            "domains": [asdict(line) for line in self.domains],
            "tasks": [{name: value for name, value in asdict(line).items() if name != "weight"} for line in self.tasks],
            "certainty": {name: asdict(tally) for name, tally in self.certainty},
            "seconds": round(self.seconds, 3),
            "seconds_per_question": round(self.seconds_per_question, 3),
            "slowest": [{"question": mark.question, "seconds": round(mark.seconds, 3)} for mark in self.slowest],
            "wrong": [mark.question for mark in self.wrong],
            "study": [asdict(item) for item in self.study],
        }


def report(
    exam: Exam,
    marks: Sequence[Mark],
    *,
    sections: Mapping[str, Sequence[str]],
    lab_steps: Mapping[str, Sequence[str]],
) -> Report:
    """Make the report of a sitting; sections of the notes and steps of labs are given by skill id."""
    scored = [mark for mark in marks if mark.is_scored]
    by_domain = {domain.id: _tally(mark for mark in scored if mark.domain == domain.id) for domain in exam.domains}
    weights = {domain.id: domain.weight for domain in exam.domains}
    wrong = tuple(mark for mark in marks if not mark.is_correct)
    is_countable = any(tally.total for tally in by_domain.values())
    return Report(
        exam=exam.code,
        passing=exam.passing,
        score=score(by_domain, weights, exam.passing) if is_countable else None,
        scored=_tally(scored),
        unscored=_tally(mark for mark in marks if not mark.is_scored),
        unanswered=sum(not mark.is_answered for mark in marks),
        domains=tuple(
            Line(domain.id, domain.title, domain.weight, by_domain[domain.id])
            for domain in exam.domains
            if by_domain[domain.id].total
        ),
        tasks=_tasks(exam, scored),
        certainty=_by_certainty(marks),
        seconds=sum(mark.seconds for mark in marks),
        slowest=tuple(sorted(marks, key=lambda mark: -mark.seconds)[:SLOW_COUNT]),
        wrong=wrong,
        study=_study(wrong, sections, lab_steps),
    )


def _tally(marks: Iterable[Mark]) -> Tally:
    verdicts = [mark.is_correct for mark in marks]
    return Tally(sum(verdicts), len(verdicts))


def _tasks(exam: Exam, scored: Sequence[Mark]) -> tuple[Line, ...]:
    tallies = {
        task.id: (task.title, _tally(mark for mark in scored if mark.task == task.id))
        for domain in exam.domains
        for task in domain.tasks
    }
    return tuple(Line(task, title, 0, tally) for task, (title, tally) in tallies.items() if tally.total)


def _by_certainty(marks: Sequence[Mark]) -> tuple[tuple[str, Tally], ...]:
    answers = [mark for mark in marks if mark.is_answered]
    names: list[Certainty | None] = [*Certainty, None]
    tallies = [(name, _tally(mark for mark in answers if mark.certainty is name)) for name in names]
    return tuple((name.value if name else "not said", tally) for name, tally in tallies if tally.total)


def _study(
    wrong: Sequence[Mark], sections: Mapping[str, Sequence[str]], lab_steps: Mapping[str, Sequence[str]]
) -> tuple[StudyItem, ...]:
    questions: dict[str, list[str]] = {}
    for mark in wrong:
        questions.setdefault(mark.skill, []).append(mark.question)
    ordered_skills = sorted(questions, key=lambda skill: (-len(questions[skill]), skill))
    return tuple(
        StudyItem(
            skill=skill,
            wrong_count=len(questions[skill]),
            questions=tuple(questions[skill]),
            sections=tuple(sections.get(skill, ())),
            lab_steps=tuple(lab_steps.get(skill, ())),
        )
        for skill in ordered_skills
    )
