"""What the lab screen draws follows from the verdicts alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from awslab.content.library import Library
from awslab.content.model import Lab
from awslab.lab.verdict import Outcome, Verdict
from awslab.paths import Pack
from awslab.tui.lab_state import lab_state
from tests.tui.stage import PACK

VALUES = {"bucket": "inbox-1", "account": "123456789012", "region": "us-east-1"}


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Library.open([Pack(PACK)], tmp_path).lab("versioned-bucket")


def verdict(step: str, check: str, outcome: Outcome) -> Verdict:
    return Verdict(step=step, check=check, outcome=outcome, says=check, rationale="found" if outcome else "")


def test_only_the_first_step_is_open_at_first(lab: Lab) -> None:
    state = lab_state(lab, VALUES)
    assert [step.is_open for step in state.steps] == [True, False]
    assert state.current is state.steps[0]
    assert not state.solved
    assert "`inbox-1`" in state.steps[0].say
    assert state.steps[0].checks[0].says == "The bucket inbox-1 exists"


def test_a_step_opens_when_the_one_before_has_passed(lab: Lab) -> None:
    passed = [verdict("bucket", check, Outcome.PASSED) for check in ("bucket-there", "versioning-on")]
    state = lab_state(lab, VALUES, verdicts=passed)
    assert [step.passed for step in state.steps] == [True, False]
    assert state.current is state.steps[1]
    assert state.passed_count == 1


def test_a_step_that_passed_earlier_keeps_the_next_one_open(lab: Lab) -> None:
    state = lab_state(lab, VALUES, passed_earlier=frozenset({"bucket"}))
    assert state.steps[0].passed_earlier
    assert not state.steps[0].passed
    assert state.current is state.steps[1]


def test_a_step_that_fails_now_did_not_pass_earlier(lab: Lab) -> None:
    failed = [verdict("bucket", "bucket-there", Outcome.FAILED), verdict("bucket", "versioning-on", Outcome.WAITING)]
    state = lab_state(lab, VALUES, verdicts=failed, passed_earlier=frozenset({"bucket"}))
    assert state.current is state.steps[0]
    assert state.steps[0].checks[0].outcome is Outcome.FAILED


def test_hints_are_shown_as_far_as_they_were_opened(lab: Lab) -> None:
    state = lab_state(lab, VALUES, hints_shown={"bucket": 1})
    assert state.steps[0].hints == ("Versioning is a property of the bucket, set by a call of its own.",)
    assert state.steps[0].hints_left == 1
    assert lab_state(lab, VALUES, hints_shown={"bucket": 9}).steps[0].hints_left == 0


def test_all_steps_passed_is_solved(lab: Lab) -> None:
    passed = [verdict(step.id, check.id, Outcome.PASSED) for step in lab.steps for check in step.checks]
    state = lab_state(lab, VALUES, verdicts=passed)
    assert state.solved
    assert state.current is None
