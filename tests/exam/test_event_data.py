"""Events and draws survive being written as plain data."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from awslab.exam.event_data import draw_from_json, draw_to_json, event_from_json, event_to_json
from awslab.exam.sitting import Event
from tests.exam.test_sitting import DRAW, EVENTS


@given(event=EVENTS)
def test_an_event_comes_back_from_its_plain_data(event: Event) -> None:
    assert event_from_json(json.loads(json.dumps(event_to_json(event)))) == event


def test_a_draw_comes_back_from_its_plain_data() -> None:
    assert draw_from_json(json.loads(json.dumps(draw_to_json(DRAW)))) == DRAW


@pytest.mark.parametrize("data", [{}, {"kind": "jumped"}, {"kind": "moved", "place": "3"}])
def test_other_data_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no event"):
        event_from_json(data)
