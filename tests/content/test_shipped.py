"""What ships keeps the promises made to learners and instructors."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest

from awslab import paths
from awslab.authoring.schema import schemas
from awslab.content.library import Library, source_files
from awslab.content.model import QUESTION_TYPES, CaseQuestion, SinglePart

LAB_TOPICS = ["ec2", "security-groups", "elb", "lambda", "api-gateway", "s3", "ecs"]
LEAST_QUESTIONS = {
    **dict.fromkeys(LAB_TOPICS, 80),
    "identity": 45,
    "serverless": 45,
    "delivery": 30,
    "ai": 30,
    "operations": 30,
}
TOPICS = list(LEAST_QUESTIONS)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(paths.packs(), tmp_path_factory.mktemp("cache"))


def test_every_topic_has_its_questions(library: Library) -> None:
    assert [topic.id for topic in library.topics] == TOPICS
    few = {topic: library.question_counts[topic] for topic in TOPICS}
    assert {topic: count for topic, count in few.items() if count < LEAST_QUESTIONS[topic]} == {}


def test_seven_topics_have_a_lab_each(library: Library) -> None:
    assert [topic for topic in LAB_TOPICS if not any(lab.topic == topic for lab in library.labs)] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_notes_are_long_enough_and_cover_every_skill(topic: str, library: Library) -> None:
    notes = library.notes(topic)
    assert notes is not None
    words = sum(len(section.text.split()) for section in notes.sections)
    assert 2000 <= words <= 4000
    assert {skill.id for skill in library.topic(topic).skills} <= {section.skill for section in notes.sections}
    assert notes.sections[-1].title == "What changed"


@pytest.mark.parametrize("topic", TOPICS)
def test_every_skill_has_four_questions_and_one_that_combines_facts(topic: str, library: Library) -> None:
    entries = [entry for entry in library.entries if entry.topic == topic]
    levels = {
        skill.id: [entry.level for entry in entries if entry.skill == skill.id] for skill in library.topic(topic).skills
    }

    assert {skill: found for skill, found in levels.items() if len(found) < 4 or 3 not in found} == {}


@pytest.mark.parametrize("topic", LAB_TOPICS)
def test_every_question_type_is_used_in_the_main_topics(topic: str, library: Library) -> None:
    assert set(QUESTION_TYPES) == {entry.type for entry in library.entries if entry.topic == topic}


def test_at_most_two_thirds_are_single_and_the_levels_are_mixed(library: Library) -> None:
    kinds = Counter(entry.type for entry in library.entries)
    levels = Counter(entry.level for entry in library.entries)

    assert kinds["single"] <= 0.65 * kinds.total()
    assert [round(100 * levels[level] / levels.total()) for level in (1, 2, 3)] == pytest.approx([30, 45, 25], abs=5)


def test_every_question_type_is_used(library: Library) -> None:
    assert set(QUESTION_TYPES) == {entry.type for entry in library.entries}


def test_the_key_of_a_single_question_is_not_given_away_by_its_place_in_the_file(library: Library) -> None:
    longest = Counter[bool]()
    for question in library.questions():
        parts = question.parts if isinstance(question, CaseQuestion) else (question,)
        for part in parts:
            if isinstance(part, SinglePart):
                key = next(option for option in part.options if option.correct)
                longest[len(key.text) == max(len(option.text) for option in part.options)] += 1
    assert longest[True] / longest.total() < 0.5, "the longest option is the key too often"


def test_labs_have_three_to_six_steps_and_at_least_three_mistakes(library: Library) -> None:
    for entry in library.labs:
        lab = library.lab(entry.id)
        assert 3 <= len(lab.steps) <= 6, lab.id
        assert len(lab.mistakes) >= 3, lab.id
        assert all(step.hints for step in lab.steps), lab.id


def test_the_blueprints_know_when_an_exam_can_be_taken(library: Library) -> None:
    old, new = library.exam("DVA-C02"), library.exam("DVA-C03")
    last_day = dt.date(2026, 11, 30)
    assert (old.is_open(last_day), new.is_open(last_day)) == (True, False)
    next_day = last_day + dt.timedelta(days=1)
    assert (old.is_open(next_day), new.is_open(next_day)) == (False, True)
    assert {exam.code for exam in library.exams} == {"CLF-C02", "DVA-C02", "DVA-C03", "SAA-C03", "SOA-C03"}


def test_the_schemas_in_the_content_folder_are_those_of_the_model() -> None:
    folder = paths.shipped_pack().content / "schemas"
    for name, schema in schemas().items():
        assert json.loads((folder / f"{name}.json").read_text("utf-8")) == schema, (
            "run: awslab content schema --write content/schemas"
        )


def test_every_yaml_file_tells_the_editor_its_schema() -> None:
    for kind, file in source_files(paths.packs()):
        if kind != "notes":
            first = file.read_text("utf-8").splitlines()[0]
            assert first.startswith("# yaml-language-server: $schema="), file
            assert (file.parent / first.partition("=")[2]).resolve().is_file(), file


def test_shipped_files_are_found_beside_the_package() -> None:
    assert paths.shipped_pack().root == Path(paths.PACKAGE).parent
