"""What holds for the questions of every shipped drill, whatever the seed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from awslab import paths
from awslab.authoring.cues import choices
from awslab.authoring.giveaways import cue_statistics
from awslab.authoring.guesser import guess
from awslab.content.library import Library
from awslab.content.model import Drill, NumberQuestion, Question, SingleQuestion
from awslab.content.question_rules import question_findings
from awslab.content.reader import read_file
from awslab.drills import catalogue

SEEDS = range(120)
FILES = sorted((paths.shipped_pack().content).glob("*/drills.yaml"))
DRILLS: dict[str, Drill] = {
    item.id: item.record for file in FILES for item in read_file("drills", file).items if isinstance(item.record, Drill)
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(paths.packs(), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def drawn(library: Library) -> dict[str, list[Question]]:
    """The questions of every drill for the seeds."""
    return {name: [library.question(name, seed) for seed in SEEDS] for name in DRILLS}


def test_at_least_eighteen_generators_serve_learners() -> None:
    used = {drill.generator for drill in DRILLS.values()}

    assert used == set(catalogue.names())
    assert len(used) >= 18


@pytest.mark.parametrize("name", DRILLS)
def test_questions_are_sound_for_every_seed(name: str, drawn: dict[str, list[Question]]) -> None:
    for question in drawn[name]:
        assert [*question_findings(question)] == []
        assert question.stem.strip().endswith(("?", "."))
        assert "  " not in question.stem + question.explanation
        assert len(question.explanation) > 40


@pytest.mark.parametrize("name", DRILLS)
def test_figures_differ_from_seed_to_seed(name: str, drawn: dict[str, list[Question]]) -> None:
    assert len({(question.stem, question) for question in drawn[name]}) > 0.5 * len(SEEDS)


@pytest.mark.parametrize("name", DRILLS)
def test_options_differ_and_have_readable_ids_and_reasons(name: str, drawn: dict[str, list[Question]]) -> None:
    for question in drawn[name]:
        if isinstance(question, SingleQuestion):
            assert len(question.options) == 4
            assert len({option.text for option in question.options}) == 4
            assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", option.id) for option in question.options)
            assert all(option.why.strip() for option in question.options)


@pytest.mark.parametrize("name", DRILLS)
def test_misconceptions_are_offered_and_wrong(name: str, drawn: dict[str, list[Question]]) -> None:
    for question in drawn[name]:
        if isinstance(question, NumberQuestion):
            answers = [misconception.answer for misconception in question.misconceptions]
            assert question.answer not in answers
            assert len(set(answers)) == len(answers) >= 1
            assert question.answer >= 0


@pytest.mark.parametrize(
    "name", [name for name in DRILLS if catalogue.question_type(DRILLS[name].generator) == "single"]
)
def test_the_key_is_not_told_by_its_place_or_its_form(name: str, drawn: dict[str, list[Question]]) -> None:
    """By chance a right option is longest, shortest or first in a quarter of the questions."""
    places = Counter[int]()
    for question in drawn[name]:
        assert isinstance(question, SingleQuestion)
        places[next(index for index, option in enumerate(question.options) if option.correct)] += 1
    assert min(places[place] for place in range(4)) >= 0.1 * len(SEEDS)
    bank = list(choices(drawn[name]))
    cues = {row.cue: row for row in cue_statistics(bank)["single"] if row.is_giveaway}
    assert {cue: (row.right / row.options, row.p) for cue, row in cues.items()} == {}
    result = guess(bank)
    assert not result.is_giveaway, (result.accuracy, result.chance)
