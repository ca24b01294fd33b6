"""Read one content file into records with their places, and problems; `agreement` compares the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awslab.content.document import Document
from awslab.content.drill_rules import drill_findings
from awslab.content.lab_rules import lab_findings
from awslab.content.model import QUESTION_TYPES, Drill, Exam, Lab, Topic
from awslab.content.notes import read_notes
from awslab.content.problem import Problem
from awslab.content.proof_rules import proof_findings
from awslab.content.question_rules import question_findings
from awslab.content.validation import read_record


@dataclass(frozen=True, slots=True)
class Item:
    """A record and where it stands."""

    kind: str
    """`topic`, `exam`, `question` (drills too), `notes` or `lab`."""
    id: str
    path: tuple[str | int, ...]
    """Where in the file's data it stands."""
    record: Any


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a file holds, and what is wrong with it."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


def read_file(kind: str, file: Path) -> FileContent:
    """Read a content file of a kind: `topics`, `exams`, `questions`, `drills`, `notes` or `lab`."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return FileContent((), (_not_utf8(file, error),))
    except OSError as error:
        return FileContent((), (Problem(str(file), 1, 1, f"the file cannot be read: {error.strerror}"),))
    if kind == "notes":
        return _notes(file, text)
    document = Document(file, text)
    items: list[Item] = []
    unreadable = {(problem.line, problem.column) for problem in document.problems}
    problems = list(document.problems)
    if document.root is not None or not problems:
        items = list(_READERS[kind](document, file))
        later = document.problems[len(problems) :]
        problems += [problem for problem in later if (problem.line, problem.column) not in unreadable]
    return FileContent(tuple(items), tuple(problems))


def _not_utf8(file: Path, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start]
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    sentence = "this is not UTF-8 text; save the file in that encoding (your editor's “Save with encoding”)"
    return Problem(str(file), before.count(b"\n") + 1, column, sentence)


def _notes(file: Path, text: str) -> FileContent:
    notes, problems, _ = read_notes(file.parent.name, str(file), text)
    return FileContent((Item("notes", notes.topic, (), notes),), tuple(problems))


def _topics(document: Document, _: Path) -> Iterator[Item]:
    for path, data in _members(document, "topics"):
        topic = read_record(document, path, data, Topic)
        if topic is None:
            continue
        for number, skill in enumerate(topic.skills):
            if skill.id.partition(".")[0] != topic.id:
                document.add(
                    (*path, "skills", number, "id"), f"the id of a skill begins with its topic: write “{topic.id}.…”"
                )
        yield Item("topic", topic.id, path, topic)


def _exams(document: Document, _: Path) -> Iterator[Item]:
    for path, data in _members(document, "exams"):
        exam = read_record(document, path, data, Exam)
        if exam is None:
            continue
        total = sum(domain.weight for domain in exam.domains)
        if total != 100:
            document.add(
                (*path, "domains"),
                f"the weights of {exam.code} sum to {total}, not to 100; take them from the exam guide",
            )
        for number, domain in enumerate(exam.domains):
            for place, task in enumerate(domain.tasks):
                if task.id.partition(".")[0] != domain.id:
                    at = (*path, "domains", number, "tasks", place, "id")
                    document.add(at, f"a task of domain {domain.id} is numbered {domain.id}.1, {domain.id}.2 and so on")
        yield Item("exam", exam.code, path, exam)


def _questions(document: Document, _: Path) -> Iterator[Item]:
    for path, data in _members(document, "questions"):
        yield from _question(document, path, data)


def _members(document: Document, key: str) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield the members of the one list that the file holds; each is read on its own, so a mistake costs one."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get(key), list):
        document.add((), f"the file must hold one key, “{key}”, with a list")
        return
    for name in data:
        if name != key:
            document.add((name,), f"the key “{name}” is not known here; the file holds “{key}” only", at_key=True)
    for index, member in enumerate(data[key]):
        yield (key, index), member


def _question(document: Document, path: tuple[str | int, ...], data: Any) -> Iterator[Item]:
    if not isinstance(data, dict):
        document.add(path, "a question must be keys with values, such as id: and type:")
        return
    kind = data.get("type")
    record = QUESTION_TYPES.get(kind) if isinstance(kind, str) else None
    if record is None:
        missing = "the key “type” is missing; it is" if "type" not in data else "“type” must be"
        document.add((*path, "type"), f"{missing} one of {', '.join(QUESTION_TYPES)}")
        return
    question = read_record(document, path, data, record)
    if question is None:
        return
    findings = [*question_findings(question), *proof_findings(question)]
    for finding in findings:
        document.add((*path, *finding.path), finding.sentence)
    if not findings:
        yield Item("question", question.id, path, question)


def _drills(document: Document, _: Path) -> Iterator[Item]:
    for path, data in _members(document, "drills"):
        drill = read_record(document, path, data, Drill)
        if drill is None:
            continue
        findings = list(drill_findings(drill))
        for finding in findings:
            document.add((*path, *finding.path), finding.sentence)
        if not findings:
            yield Item("question", drill.id, path, drill)


def _lab(document: Document, file: Path) -> Iterator[Item]:
    lab = read_record(document, (), document.data, Lab)
    if lab is None:
        return
    if lab.id != file.parent.name:
        document.add(("id",), f"the id “{lab.id}” must be the name of its folder, “{file.parent.name}”")
    findings = list(lab_findings(lab, file.parent))
    for finding in findings:
        document.add(finding.path, finding.sentence)
    if not findings:
        yield Item("lab", lab.id, (), lab)


_READERS: dict[str, Callable[[Document, Path], Iterator[Item]]] = {
    "topics": _topics,
    "exams": _exams,
    "questions": _questions,
    "drills": _drills,
    "lab": _lab,
}
