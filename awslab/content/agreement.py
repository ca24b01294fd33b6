"""Whether records of different files fit together: ids that differ, skills, topics and exam tasks that exist."""

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
class Placed:
    """An item and the file that holds it."""

    file: str
    item: Item


@dataclass(frozen=True, slots=True)
class _Disagreement:
    placed: Placed
    path: tuple[str | int, ...]
    """Below the item; for notes, the section's slug."""
    sentence: str


class _Known:
    """What the library has, to be referred to."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        records = [each.item.record for each in placed]
        topics = [record for record in records if isinstance(record, Topic)]
        exams = [record for record in records if isinstance(record, Exam)]
        self.topics = {topic.id for topic in topics}
        self.skills = {skill.id for topic in topics for skill in topic.skills}
        self.tasks = {f"{exam.code}/{task.id}" for exam in exams for domain in exam.domains for task in domain.tasks}
        self.tasks |= {f"{exam.code}/{domain.id}" for exam in exams for domain in exam.domains}


def disagreements(placed: list[Placed]) -> list[Problem]:
    """Every problem between the items, given in the order in which the first of a name wins."""
    known = _Known(placed)
    found = [*_duplicates(placed)]
    for each in placed:
        found.extend(_of_item(each, known))
    return [_problem(each) for each in found]


def _duplicates(placed: list[Placed]) -> Iterator[_Disagreement]:
    first: dict[tuple[str, str], Placed] = {}
    for each in placed:
        key = (each.item.kind, each.item.id)
        earlier = first.setdefault(key, each)
        if earlier is not each:
            where = Path(earlier.file)
            sentence = f"the {each.item.kind} “{each.item.id}” exists already, in {where.parent.name}/{where.name}"
            yield _Disagreement(each, ("code",) if each.item.kind == "exam" else ("id",), sentence)


def _of_item(placed: Placed, known: _Known) -> Iterator[_Disagreement]:
    def say(path: tuple[str | int, ...], sentence: str) -> _Disagreement:
        return _Disagreement(placed, path, sentence)

    record = placed.item.record
    match record:
        case QuestionHead():
            folder = Path(placed.file).parent.name
            yield from _skill(say, ("skill",), record.skill, known)
            if record.topic in known.topics and record.topic != folder:
                yield say(("skill",), f"a question in the folder “{folder}” has a skill of that topic")
            yield from _tasks(say, record.exams, known)
        case Notes():
            if record.topic not in known.topics:
                yield say((), f"the folder “{record.topic}” is no topic of topics.yaml")
            for section in record.sections:
                if section.skill:
                    yield from _skill(say, (section.slug,), section.skill, known)
        case Lab():
            yield from _lab(say, record, known)


def _lab(
    say: Callable[[tuple[str | int, ...], str], _Disagreement], lab: Lab, known: _Known
) -> Iterator[_Disagreement]:
    named: list[tuple[tuple[str | int, ...], str]] = [(("topic",), lab.topic)]
    named += [(("also", index), topic) for index, topic in enumerate(lab.also)]
    for path, topic in named:
        if topic not in known.topics:
            yield say(path, f"“{topic}” is no topic; there is {', '.join(sorted(known.topics))}")
    for number, step in enumerate(lab.steps):
        yield from _skill(say, ("steps", number, "skill"), step.skill, known)
        for index, check in enumerate(step.checks):
            if check.skill is not None:
                yield from _skill(say, ("steps", number, "checks", index, "skill"), check.skill, known)
    yield from _tasks(say, lab.exams, known)


def _skill(
    say: Callable[[tuple[str | int, ...], str], _Disagreement],
    path: tuple[str | int, ...],
    skill: str,
    known: _Known,
) -> Iterator[_Disagreement]:
    if skill not in known.skills:
        topic = skill.partition(".")[0]
        there = sorted(each for each in known.skills if each.startswith(topic + "."))
        hint = f"; {topic} has {', '.join(there)}" if there else ""
        yield say(path, f"“{skill}” is no skill of topics.yaml{hint}")


def _tasks(
    say: Callable[[tuple[str | int, ...], str], _Disagreement], tasks: tuple[str, ...], known: _Known
) -> Iterator[_Disagreement]:
    for index, task in enumerate(tasks):
        if task not in known.tasks:
            yield say(("exams", index), f"“{task}” is no exam task of exams.yaml")


def _problem(disagreement: _Disagreement) -> Problem:
    """The problem at its place; the file is read again, since only files with problems need places."""
    file = disagreement.placed.file
    text = Path(file).read_text(encoding="utf-8-sig")
    if disagreement.placed.item.kind == "notes":
        _, _, places = read_notes("", file, text)
        slug = disagreement.path[0] if disagreement.path else ""
        return Problem(file, places.get(str(slug), 1), 1, disagreement.sentence)
    place = Document(Path(file), text).position((*disagreement.placed.item.path, *disagreement.path))
    return Problem(file, *place, disagreement.sentence)
