"""A drill is served as a question: the seed of the figures decides them, the id stays the drill's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from awslab import paths
from awslab.content.codec import freeze, thaw
from awslab.content.library import Library
from awslab.content.model import NumberQuestion, SingleQuestion
from awslab.paths import Pack

DRILL = "security-groups-drill-route"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(paths.packs(), tmp_path_factory.mktemp("cache"))


def test_the_same_seed_gives_the_same_question_and_another_seed_another(library: Library) -> None:
    assert library.question(DRILL, 7) == library.question(DRILL, 7)
    assert len({library.question(DRILL, seed).stem for seed in range(20)}) == 20


def test_the_same_seed_gives_the_same_question_in_another_process(library: Library, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from awslab import paths; from awslab.content.library import Library\n"
        "from awslab.content.codec import freeze\n"
        f"print(freeze(Library.open(paths.packs(), Path(sys.argv[1])).question({DRILL!r}, 7)).hex())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "5"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, env=environment
    )
    assert thaw(bytes.fromhex(done.stdout)) == library.question(DRILL, 7)


def test_a_drill_is_an_entry_of_its_topic_with_the_type_of_its_questions(library: Library) -> None:
    entries = {entry.id: entry for entry in library.entries}

    for drill in library.drills.values():
        question, entry = library.question(drill.id, 3), entries[drill.id]
        assert (question.id, question.skill, question.level) == (drill.id, drill.skill, drill.level)
        assert (question.sources, question.exams) == (drill.sources, drill.exams)
        assert (entry.type, entry.topic, entry.exams) == (question.type, drill.topic, drill.exams)


def test_drills_are_among_all_questions_with_the_figures_of_seed_0(library: Library) -> None:
    questions = {question.id: question for question in library.questions()}

    assert list(questions) == [entry.id for entry in library.entries]
    assert questions[DRILL] == library.question(DRILL)


def test_two_drills_of_one_generator_have_other_figures_for_one_seed(tmp_path: Path) -> None:
    drill = (
        "  - id: tiny-{id}\n    generator: route-choice\n    level: 1\n    skill: tiny.things\n    exams: []\n"
        "    sources: [https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html]\n"
        "    checked: 2026-11\n"
    )
    content = tmp_path / "pack" / "content"
    (content / "tiny").mkdir(parents=True)
    (content / "topics.yaml").write_text(
        "topics:\n  - {id: tiny, title: Tiny, summary: Small., skills: [{id: tiny.things, can: do things}]}\n"
    )
    (content / "tiny" / "drills.yaml").write_text("drills:\n" + drill.format(id="a") + drill.format(id="b"))

    library = Library.open([Pack(tmp_path / "pack")], tmp_path / "cache")

    assert library.problems == ()
    assert library.question_counts == {"tiny": 2}
    assert library.question("tiny-a", 1).stem != library.question("tiny-b", 1).stem


def test_a_drawn_question_survives_the_way_to_another_process(library: Library) -> None:
    for drill in library.drills:
        question = library.question(drill, 11)
        assert isinstance(question, SingleQuestion | NumberQuestion)
        assert thaw(freeze(question)) == question
