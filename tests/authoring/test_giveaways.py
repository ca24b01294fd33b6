"""A cue that tells right options from wrong ones is found out; a bank without one is left in peace."""

from __future__ import annotations

import itertools
import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.authoring.cues import CUES, Choice, choices, stem_overlaps
from awslab.authoring.giveaways import CueStatistic, cue_statistics
from awslab.content.model import CaseQuestion, Option, SinglePart, SingleQuestion
from tests.authoring.banks import WORDS, bank

texts = st.lists(st.sampled_from([*WORDS, "the", "a"]), min_size=1, max_size=8).map(" ".join)


@st.composite
def questions(draw: st.DrawFn) -> Choice:
    options = draw(st.lists(texts, min_size=2, max_size=5))
    keys = draw(st.lists(st.booleans(), min_size=len(options), max_size=len(options)).filter(any))
    return Choice("q", draw(st.sampled_from(["single", "multiple"])), draw(texts), tuple(options), tuple(keys))


def statistic(bank_: list[Choice], cue: str, kind: str = "both") -> CueStatistic:
    return next(row for row in cue_statistics(bank_)[kind] if row.cue == cue)


@given(questions())
def test_a_cue_is_shared_among_the_options_and_never_more_than_one_each(question: Choice) -> None:
    for cue, measure in CUES.items():
        values = measure(question)
        assert len(values) == len(question.options)
        assert all(0 <= value <= 1 for value in values)
        if cue in ("length", "longest", "shortest", "stem"):
            assert sum(values) == pytest.approx(0) or sum(values) == pytest.approx(1)


@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_the_options_does_not_matter(question: Choice, chance: random.Random) -> None:
    order = list(range(len(question.options)))
    chance.shuffle(order)
    shuffled = Choice(
        question.id,
        question.type,
        question.stem,
        tuple(question.options[index] for index in order),
        tuple(question.keys[index] for index in order),
    )
    for before, after in zip(cue_statistics([question])["both"], cue_statistics([shuffled])["both"], strict=True):
        assert (after.options, after.right, after.expected) == pytest.approx(
            (before.options, before.right, before.expected)
        )


@given(questions())
def test_the_expectation_is_the_mean_over_every_way_to_choose_the_keys(question: Choice) -> None:
    for row in cue_statistics([question], permutations=1)["both"]:
        cues = CUES[row.cue](question)
        ways = [sum(part) for part in itertools.combinations(cues, sum(question.keys))]
        assert row.expected == pytest.approx(fmean(ways))
        assert min(ways) - 1e-9 <= row.right <= max(ways) + 1e-9


@given(st.lists(questions(), max_size=6))
def test_both_types_together_are_the_sum_of_the_two(members: list[Choice]) -> None:
    statistics = cue_statistics(members, permutations=20)
    for single, multiple, both in zip(*(statistics[kind] for kind in ("single", "multiple", "both")), strict=True):
        assert both.options == pytest.approx(single.options + multiple.options)
        assert both.right == pytest.approx(single.right + multiple.right)
        assert all(0 < row.p <= 1 for row in (single, multiple, both))


def test_the_same_seed_gives_the_same_statistics() -> None:
    members = bank(60, seed=1)
    assert cue_statistics(members, seed=5) == cue_statistics(members, seed=5)
    assert cue_statistics(members, seed=5) != cue_statistics(members, seed=6)


@pytest.mark.parametrize(
    ("cue", "giveaway"),
    [
        ("longest", lambda option, is_key: f"{option} {'x' * 80}" if is_key else option),
        ("length", lambda option, is_key: f"{option} {'x' * 80}" if is_key else option),
        ("shortest", lambda option, is_key: "queue" if is_key else f"{option} and more than that"),
        ("connective", lambda option, is_key: option.replace("because", "queue") if is_key else f"{option} because"),
        ("absolute", lambda option, is_key: option if is_key else f"{option} always"),
        ("hedge", lambda option, is_key: f"{option} may" if is_key else option.replace("may", "queue")),
    ],
)
def test_a_planted_cue_is_found_out(cue: str, giveaway: object) -> None:
    assert callable(giveaway)
    planted = statistic(bank(90, seed=2, change=giveaway), cue)
    assert planted.is_giveaway
    assert not statistic(bank(90, seed=2), cue).is_giveaway


def test_p_values_of_keys_drawn_by_lot_are_spread_evenly() -> None:
    values = [row.p for seed in range(40) for row in cue_statistics(bank(40, seed), permutations=200)["both"]]
    assert 0.4 < fmean(values) < 0.6
    assert sum(value < 0.1 for value in values) / len(values) < 0.2


def test_the_stem_of_a_case_belongs_to_its_parts() -> None:
    options = (
        Option(id="a", text="Versioning for the bucket", why="Yes.", correct=True),
        Option(id="b", text="Encryption", why="No."),
    )
    head = {"skill": "s3.basics", "exams": (), "sources": (), "checked": "2026-11", "level": 1, "explanation": "So."}
    part = SinglePart(id="first", type="single", stem="What helps?", options=options)
    case = CaseQuestion(id="case", type="case", stem="A bucket lost objects.", parts=(part,), **head)  # type: ignore[arg-type]
    single = SingleQuestion(id="one", type="single", stem="What helps?", options=options, **head)  # type: ignore[arg-type]

    in_case, alone = choices([case, single])

    assert (in_case.id, alone.id) == ("case/first", "one")
    assert (stem_overlaps(in_case), stem_overlaps(alone)) == ([0.5, 0.0], [0.0, 0.0])
    assert alone.keys == (True, False)
    assert alone.chance == 0.5
