"""The reports of submitted sittings, with what the library has for each missed skill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from awslab.exam.report import Report, report

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.exam.paper import Mark
    from awslab.progress.exams import SittingRecord
    from awslab.progress.store import ProgressStore


class SittingReport(NamedTuple):
    """A submitted sitting, its marks and its report."""

    record: SittingRecord
    marks: tuple[Mark, ...]
    report: Report

    def as_json(self) -> dict[str, Any]:
        """Return plain data for programs."""
        ended_at = self.record.ended_at
        return {
            "id": self.record.id,
            "started": self.record.started_at.isoformat(),
            "ended": ended_at.isoformat() if ended_at else None,
            "questions": len(self.record.draw.items),
            "minutes": round(self.record.limit / 60, 2),
            "pauses": self.record.state.pauses,
            **self.report.as_json(),
        }


def sitting_report(store: ProgressStore, library: Library, sitting_id: int) -> SittingReport:
    """Return the report of a submitted sitting. Raises NotFound when the library has its exam no more."""
    record, marks = store.exams.sitting(sitting_id), store.exams.marks(sitting_id)
    skills = frozenset(mark.skill for mark in marks if not mark.is_correct)
    exam = library.exam(record.exam)
    sections, lab_steps = _sections(library, skills), _lab_steps(library, skills)
    return SittingReport(record, marks, report(exam, marks, sections=sections, lab_steps=lab_steps))


def all_reports(store: ProgressStore, library: Library, exam: str | None = None) -> tuple[SittingReport, ...]:
    """Return the reports of every submitted sitting, oldest first; without those of exams that the library has not."""
    known_codes = {known_exam.code for known_exam in library.exams}
    records = [record for record in store.exams.submitted(exam) if record.exam in known_codes]
    return tuple(sitting_report(store, library, record.id) for record in records)


def _sections(library: Library, skills: frozenset[str]) -> dict[str, Sequence[str]]:
    """Return the sections of the notes by skill, as `topic#slug`."""
    sections: dict[str, list[str]] = {}
    known_topics = {topic.id for topic in library.topics}
    for topic in sorted({skill.partition(".")[0] for skill in skills} & known_topics):
        notes = library.notes(topic)
        for section in notes.sections if notes else ():
            sections.setdefault(section.skill, []).append(f"{topic}#{section.slug}")
    return {skill: places for skill, places in sections.items() if skill in skills}


def _lab_steps(library: Library, skills: frozenset[str]) -> dict[str, Sequence[str]]:
    """Return the steps of labs that exercise each skill, as `lab/step`."""
    lab_steps: dict[str, list[str]] = {}
    for entry in library.labs:
        if skills.isdisjoint(entry.skills):
            continue
        for step in library.lab(entry.id).steps:
            exercised_skills = {step.skill, *(check.skill for check in step.checks if check.skill)}
            for skill in exercised_skills & skills:
                lab_steps.setdefault(skill, []).append(f"{entry.id}/{step.id}")
    return dict(lab_steps)
