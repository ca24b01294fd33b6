"""The library: every topic, exam, question, note and lab of the packs, read once and saved in a cache."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from awslab.content import cache
from awslab.content.codec import thaw
from awslab.content.model import Drill, QuestionHead
from awslab.content.problem import Problem
from awslab.errors import NotFound
from awslab.paths import Pack

if TYPE_CHECKING:
    from awslab.content.model import Exam, Lab, Notes, Question, Skill, Topic

T = TypeVar("T")


_IN_ORDER = "from item i join file f on f.path = i.file where {} order by f.place, i.rowid"


class Entry(NamedTuple):
    """A question without its text: what choosing questions needs to know."""

    id: str
    topic: str
    skill: str
    type: str
    level: int
    exams: tuple[str, ...]


class LabEntry(NamedTuple):
    """A lab without its steps: what a list of labs shows."""

    id: str
    title: str
    topic: str
    also: tuple[str, ...]
    level: int
    minutes: int
    exams: tuple[str, ...]
    skills: tuple[str, ...]
    folder: Path


class Library:
    """What there is to learn. Broken files are left out and named in `problems`; the rest is there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, packs: Sequence[Pack], cache_folder: Path) -> Library:
        """Read the packs; only files that are new or changed since the cache was written are parsed."""
        roots = [pack.root for pack in packs]
        connection = cache.open_cache(cache_folder, roots)
        try:
            _update(connection, packs)
            library = cls(connection)
            _ = library.topics, library.exams  # a damaged cache shows here, not in the middle of a quiz
        except cache.DAMAGED:
            cache.discard(connection)
            connection = cache.open_cache(cache_folder, roots)
            _update(connection, packs)
            library = cls(connection)
        return library

    def close(self) -> None:
        """Close the cache; what was not read before cannot be read afterwards."""
        self._connection.close()

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the files, sorted by place."""
        return tuple(cache.all_problems(self._connection))

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics, in the order of topics.yaml."""
        return tuple(self._records("topic"))

    @cached_property
    def exams(self) -> tuple[Exam, ...]:
        """The exams, in the order of exams.yaml."""
        return tuple(self._records("exam"))

    @cached_property
    def skills(self) -> dict[str, Skill]:
        """Every skill by its id."""
        return {skill.id: skill for topic in self.topics for skill in topic.skills}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The head of every question, without its text."""
        rows = self._connection.execute(
            "select i.id, i.skill, i.type, i.level, i.exams " + _IN_ORDER.format("i.kind = 'question'")
        )
        entries: dict[str, Entry] = {}
        exam_lists: dict[str, tuple[str, ...]] = {}
        for id_, skill, type_, level, exams in rows:
            tasks = exam_lists.setdefault(exams, tuple(exams.split()))
            entries.setdefault(id_, Entry(id_, skill.partition(".")[0], skill, type_, level, tasks))
        return tuple(entries.values())

    @cached_property
    def question_counts(self) -> dict[str, int]:
        """The number of questions by topic id, counted without reading the questions."""
        rows = self._connection.execute(
            "select substr(skill, 1, instr(skill, '.') - 1), count(distinct id) from item"
            " where kind = 'question' group by 1"
        )
        return dict(rows.fetchall())

    @cached_property
    def labs(self) -> tuple[LabEntry, ...]:
        """The head of every lab, without its steps, in the order of topics."""
        order = {topic.id: index for index, topic in enumerate(self.topics)}
        entries: dict[str, LabEntry] = {}
        for file, blob in self._rows("lab"):
            lab: Lab = thaw(blob)
            entries.setdefault(lab.id, _lab_entry(lab, Path(file).parent))
        return tuple(sorted(entries.values(), key=lambda lab: (order.get(lab.topic, len(order)), lab.level, lab.id)))

    def topic(self, topic_id: str) -> Topic:
        """Return the topic of that id. Raises NotFound, with names that are close."""
        return self._named("topic", topic_id, {topic.id: topic for topic in self.topics})

    def exam(self, code: str) -> Exam:
        """Return the exam of that code, in any case. Raises NotFound, with names that are close."""
        return self._named("exam", code.upper(), {exam.code: exam for exam in self.exams})

    @cached_property
    def drills(self) -> dict[str, Drill]:
        """Every drill by its id, in the order of `entries`."""
        heads = self._records("question", file_kind="drills")
        return {drill.id: drill for drill in heads}

    def question(self, question_id: str, figures_seed: int = 0) -> Question:
        """Return the question of that id; `figures_seed` draws the figures when it is a drill.

        Raises NotFound, with names that are close.
        """
        return _with_figures(self._one("question", question_id), figures_seed)

    def questions(self) -> Iterator[Question]:
        """Yield every question, whole, in the order of `entries`; drills with the figures of seed 0."""
        yield from (question for _, question in self.questions_with_files())

    def questions_with_files(self) -> Iterator[tuple[Path, Question]]:
        """Yield every question with the file that it stands in, in the order of `entries`."""
        read_ids: set[str] = set()
        for file, blob in self._rows("question"):
            question = _with_figures(thaw(blob), 0)
            if question.id not in read_ids:
                read_ids.add(question.id)
                yield Path(file), question

    def notes(self, topic_id: str) -> Notes | None:
        """Return the study text of a topic; None when it has none. Raises NotFound for an unknown topic."""
        self.topic(topic_id)
        rows = list(self._rows("notes", topic_id))
        return thaw(rows[0][1]) if rows else None

    def lab(self, lab_id: str) -> Lab:
        """Return the lab of that id. Raises NotFound, with names that are close."""
        lab: Lab = self._one("lab", lab_id)
        return lab

    def lab_entry(self, lab_id: str) -> LabEntry:
        """Return the head of the lab of that id. Raises NotFound, with names that are close."""
        return self._named("lab", lab_id, {lab.id: lab for lab in self.labs})

    def _named(self, kind: str, name: str, records: dict[str, T]) -> T:
        if name not in records:
            raise NotFound(kind, name, records)
        return records[name]

    def _one(self, kind: str, id_: str) -> Any:
        for _, blob in self._rows(kind, id_):
            return thaw(blob)
        ids = self._connection.execute("select distinct id from item where kind = ?", (kind,))
        raise NotFound(kind, id_, (row[0] for row in ids))

    def _records(self, kind: str, file_kind: str | None = None) -> Iterator[Any]:
        read_ids: set[str] = set()
        for row in self._connection.execute(
            "select i.id, i.record " + _IN_ORDER.format("i.kind = ? and (? is null or f.kind = ?)"),
            (kind, file_kind, file_kind),
        ).fetchall():
            if row[0] not in read_ids:
                read_ids.add(row[0])
                yield thaw(row[1])

    def _rows(self, kind: str, id_: str | None = None) -> list[tuple[str, bytes]]:
        return self._connection.execute(
            "select i.file, i.record " + _IN_ORDER.format("i.kind = ? and (? is null or i.id = ?)"),
            (kind, id_, id_),
        ).fetchall()


def _with_figures(record: Question | Drill, seed: int) -> Question:
    if not isinstance(record, Drill):
        return record
    from awslab.content.drawing import drawn_question  # a quiz without drills needs no generators

    return drawn_question(record, seed)


def _lab_entry(lab: Lab, folder: Path) -> LabEntry:
    skills = dict.fromkeys(
        skill for step in lab.steps for skill in (step.skill, *(check.skill for check in step.checks)) if skill
    )
    return LabEntry(lab.id, lab.title, lab.topic, lab.also, lab.level, lab.minutes, lab.exams, tuple(skills), folder)


def source_files(packs: Iterable[Pack]) -> Iterator[tuple[str, Path]]:
    """Yield (kind, path) of every content file of the packs; of two records with one id the first is taken."""
    for pack in packs:
        for kind in ("topics", "exams"):
            if (file := pack.content / f"{kind}.yaml").is_file():
                yield kind, file
        for folder in _folders(pack.content):
            if (notes := folder / "notes.md").is_file():
                yield "notes", notes
            yield from (
                ("questions", file) for file in sorted(folder.glob("questions*.yaml"), key=lambda file: file.stem)
            )
            if (drills := folder / "drills.yaml").is_file():
                yield "drills", drills
        yield from (("lab", folder / "lab.yaml") for folder in _folders(pack.labs) if (folder / "lab.yaml").is_file())


def _folders(parent: Path) -> list[Path]:
    return sorted(folder for folder in parent.iterdir() if folder.is_dir()) if parent.is_dir() else []


def _update(connection: sqlite3.Connection, packs: Sequence[Pack]) -> None:
    files = [cache.look_at(path, kind) for kind, path in source_files(packs)]
    cached_paths = {row[0] for row in connection.execute("select path from file")}
    unchanged_paths = cache.unchanged(connection, files)
    removed_paths = cached_paths - {file.path for file in files}
    if not removed_paths and len(unchanged_paths) == len(files):
        return
    with cache.transaction(connection):
        for path in removed_paths:
            connection.execute("delete from file where path = ?", (path,))
        for place, file in enumerate(files):
            if file.path in unchanged_paths:
                connection.execute("update file set place = ? where path = ?", (place, file.path))
            else:
                _read_into(connection, file, place)
        _agree(connection)


def _read_into(connection: sqlite3.Connection, file: cache.SourceFile, place: int) -> None:
    from awslab.content.reader import (
        read_file,
    )  # parsing needs pydantic, which an unchanged library never loads

    now = time.time_ns()
    sha256 = cache.content_hash(file)
    content = read_file(file.kind, Path(file.path))
    cache.put_file(
        connection,
        file,
        place=place,
        settled=cache.is_settled(file, now),
        sha256=sha256,
        problems=content.problems,
        rows=((item.kind, item.id, item.path, _light(item.record), item.record) for item in content.items),
    )


def _light(record: Any) -> tuple[str, str, int, str]:
    if isinstance(record, Drill):
        from awslab.drills.catalogue import question_type

        return record.skill, question_type(record.generator), record.level, " ".join(record.exams)
    if isinstance(record, QuestionHead):
        return record.skill, str(getattr(record, "type", "")), record.level, " ".join(record.exams)
    return "", "", 0, ""


def _agree(connection: sqlite3.Connection) -> None:
    from awslab.content.agreement import FileItem, disagreements
    from awslab.content.reader import Item

    rows = connection.execute("select i.file, i.kind, i.id, i.path, i.record " + _IN_ORDER.format("true")).fetchall()
    sources = [FileItem(file, Item(kind, id_, thaw(path), thaw(record))) for file, kind, id_, path, record in rows]
    cache.put_disagreements(connection, disagreements(sources))
