"""Whether records of different files agree: ids that differ, skills, topics and exam tasks that exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from awslab.content.document import Document
from awslab.content.model import Exam, Lab, Notes, QuestionHead, Topic
from awslab.content.notes import read_notes
from awslab.content.problem import Problem
from awslab.content.reader import Item


@dataclass(frozen=True, slots=True)
class FileItem:
    """An item and the file that holds it."""

    file: str
    item: Item


@dataclass(frozen=True, slots=True)
class _Disagreement:
    source: FileItem
    path: tuple[str | int, ...]
    """Below the item; for notes, the section's slug."""
    sentence: str


class _Catalogue:
    """The ids that records may refer to: topics, skills and exam tasks."""

    def __init__(self, sources: Iterable[FileItem]) -> None:
        records = [source.item.record for source in sources]
        topics = [record for record in records if isinstance(record, Topic)]
        exams = [record for record in records if isinstance(record, Exam)]
        self.topics = {topic.id for topic in topics}
        self.skills = {skill.id for topic in topics for skill in topic.skills}
        self.tasks = {f"{exam.code}/{task.id}" for exam in exams for domain in exam.domains for task in domain.tasks}
        self.tasks |= {f"{exam.code}/{domain.id}" for exam in exams for domain in exam.domains}

    def task_hint(self, task: str) -> str:
        """Return what may be written in place of an unknown exam task, as the end of a sentence."""
        code = task.partition("/")[0]
        numbers = sorted(name.partition("/")[2] for name in self.tasks if name.startswith(code + "/"))
        codes = sorted({name.partition("/")[0] for name in self.tasks})
        return f"{code} has {', '.join(numbers)}" if numbers else f"the exams are {', '.join(codes)}"


def disagreements(sources: list[FileItem]) -> list[Problem]:
    """Return every problem between the items; of two with the same id, the later one is the problem."""
    catalogue = _Catalogue(sources)
    problems = [*_duplicates(sources)]
    for source in sources:
        problems.extend(_of_item(source, catalogue))
    return [_problem(disagreement) for disagreement in problems]


def _duplicates(sources: list[FileItem]) -> Iterator[_Disagreement]:
    first: dict[tuple[str, str], FileItem] = {}
    for source in sources:
        item = source.item
        earlier = first.setdefault((item.kind, item.id), source)
        if earlier is not source:
            file, key = Path(earlier.file), "code" if item.kind == "exam" else "id"
            sentence = f"the {item.kind} “{item.id}” exists already, in {file.parent.name}/{file.name}"
            yield _Disagreement(source, (key,), f"{sentence}; give this one another {key}")


def _of_item(source: FileItem, catalogue: _Catalogue) -> Iterator[_Disagreement]:
    def say(path: tuple[str | int, ...], sentence: str) -> _Disagreement:
        return _Disagreement(source, path, sentence)

    record = source.item.record
    match record:
        case QuestionHead():
            yield from _skill(say, ("skill",), record.skill, catalogue)
            folder = Path(source.file).parent.name
            if record.topic in catalogue.topics and record.topic != folder:
                sentence = f"a question in the folder “{folder}” must have a skill of that topic"
                yield say(("skill",), f"{sentence}; change the skill, or move the question to “{record.topic}”")
            yield from _tasks(say, record.exams, catalogue)
        case Notes():
            if record.topic not in catalogue.topics:
                yield say((), f"the folder “{record.topic}” is no topic of topics.yaml; rename it or add the topic")
            for section in record.sections:
                if section.skill:
                    yield from _skill(say, (section.slug,), section.skill, catalogue)
        case Lab():
            yield from _lab(say, record, catalogue)


def _lab(
    say: Callable[[tuple[str | int, ...], str], _Disagreement], lab: Lab, catalogue: _Catalogue
) -> Iterator[_Disagreement]:
    topics: list[tuple[tuple[str | int, ...], str]] = [(("topic",), lab.topic)]
    topics += [(("also", index), topic) for index, topic in enumerate(lab.also)]
    for path, topic in topics:
        if topic not in catalogue.topics:
            yield say(path, f"“{topic}” is no topic; there is {', '.join(sorted(catalogue.topics))}")
    for number, step in enumerate(lab.steps):
        yield from _skill(say, ("steps", number, "skill"), step.skill, catalogue)
        for index, check in enumerate(step.checks):
            if check.skill is not None:
                yield from _skill(say, ("steps", number, "checks", index, "skill"), check.skill, catalogue)
    yield from _tasks(say, lab.exams, catalogue)


def _skill(
    say: Callable[[tuple[str | int, ...], str], _Disagreement],
    path: tuple[str | int, ...],
    skill: str,
    catalogue: _Catalogue,
) -> Iterator[_Disagreement]:
    if skill not in catalogue.skills:
        topic = skill.partition(".")[0]
        skills = sorted(name for name in catalogue.skills if name.startswith(topic + "."))
        hint = f"; {topic} has {', '.join(skills)}" if skills else ", which has no such topic; add it there first"
        yield say(path, f"“{skill}” is no skill of topics.yaml{hint}")


def _tasks(
    say: Callable[[tuple[str | int, ...], str], _Disagreement], tasks: tuple[str, ...], catalogue: _Catalogue
) -> Iterator[_Disagreement]:
    for index, task in enumerate(tasks):
        if task not in catalogue.tasks:
            yield say(("exams", index), f"“{task}” is no exam task of exams.yaml; {catalogue.task_hint(task)}")


def _problem(disagreement: _Disagreement) -> Problem:
    """Return the problem at its place; the file is read again, since only files with problems need places."""
    file = disagreement.source.file
    text = Path(file).read_text(encoding="utf-8-sig")
    if disagreement.source.item.kind == "notes":
        _, _, places = read_notes("", file, text)
        slug = disagreement.path[0] if disagreement.path else ""
        return Problem(file, places.get(str(slug), 1), 1, disagreement.sentence)
    place = Document(Path(file), text).position((*disagreement.source.item.path, *disagreement.path))
    return Problem(file, *place, disagreement.sentence)
