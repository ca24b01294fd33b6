"""Draws and events of a sitting as plain data, for the progress file (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from awslab.exam.draw import Draw, Gap, Item
from awslab.exam.sitting import Answered, Certainty, Ended, Event, Flagged, Moved, Paused, Resumed, Struck, Ticked
from awslab.quiz.answers import answer_from_json, answer_to_json


def event_to_json(event: Event) -> dict[str, Any]:
    """Return plain data with the kind of the event under `kind`; `event_from_json` gives the same event back."""
    match event:
        case Moved(place):
            return {"kind": "moved", "place": place}
        case Answered(place, answer, certainty):
            data = answer and answer_to_json(answer)
            return {"kind": "answered", "place": place, "answer": data, "certainty": certainty and certainty.value}
        case Flagged(place, is_flagged):
            return {"kind": "flagged", "place": place, "is_flagged": is_flagged}
        case Struck(place, option, is_struck):
            return {"kind": "struck", "place": place, "option": option, "is_struck": is_struck}
        case Paused() | Resumed() | Ended() | Ticked():
            return {"kind": type(event).__name__.lower()}


_PLAIN_EVENTS: Mapping[str, Event] = {"paused": Paused(), "resumed": Resumed(), "ended": Ended(), "ticked": Ticked()}


def event_from_json(data: Mapping[str, Any]) -> Event:
    """Return the event that `event_to_json` wrote. Raises ValueError for anything else."""
    match data:
        case {"kind": "moved", "place": int() as place}:
            return Moved(place)
        case {"kind": "answered", "place": int() as place, "answer": answer, "certainty": certainty}:
            return Answered(
                place,
                None if answer is None else answer_from_json(answer),
                None if certainty is None else Certainty(certainty),
            )
        case {"kind": "flagged", "place": int() as place, "is_flagged": bool() as is_flagged}:
            return Flagged(place, is_flagged)
        case {"kind": "struck", "place": int() as place, "option": str() as option, "is_struck": bool() as is_struck}:
            return Struck(place, option, is_struck)
        case {"kind": str() as kind} if kind in _PLAIN_EVENTS:
            return _PLAIN_EVENTS[kind]
        case _:
            raise ValueError(f"{data!r} is no event of a sitting")


def draw_to_json(draw: Draw) -> dict[str, Any]:
    """Return plain data; `draw_from_json` gives the same draw back."""
    return {
        "items": [
            {"question": item.question, "domain": item.domain, "task": item.task, "is_scored": item.is_scored}
            for item in draw.items
        ],
        "gaps": [{"domain": gap.domain, "missing": gap.missing} for gap in draw.gaps],
    }


def draw_from_json(data: Mapping[str, Sequence[Mapping[str, Any]]]) -> Draw:
    """Return the draw that `draw_to_json` wrote."""
    return Draw(tuple(Item(**item) for item in data["items"]), tuple(Gap(**gap) for gap in data["gaps"]))
