"""Output cut into log events, and messages over the socket."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.lambda_.environment.output import FRAME_END, FRAME_START, LIMIT, Output
from awslab.cloud.lambda_.environment.wire import Unpacker, pack


def test_a_line_is_an_event_with_the_time_it_arrived() -> None:
    output = Output()
    output.feed(b"one\ntw", 10)
    output.feed(b"o\nrest", 20)
    assert output.take(30) == [(10, "one"), (20, "two"), (30, "rest")]
    assert output.take(40) == []


def test_a_marked_record_keeps_its_lines_together() -> None:
    output = Output()
    output.feed(f"before\n{FRAME_START}first\nsecond{FRAME_END}after\n".encode(), 1)
    assert [text for _, text in output.take(2)] == ["before", "first\nsecond", "after"]


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\x1e\x1f", exclude_categories=["Cs"]))), st.data())
def test_how_output_is_chopped_does_not_matter(lines: list[str], data: st.DataObject) -> None:
    whole = "".join(f"{line}\n" for line in lines).encode()
    cut = data.draw(st.integers(0, len(whole)))
    output = Output()
    output.feed(whole[:cut], 1)
    output.feed(whole[cut:], 1)
    assert [text for _, text in output.take(1)] == lines


def test_output_beyond_the_limit_is_dropped_and_said_so() -> None:
    output = Output()
    for _ in range(3):
        output.feed(b"x" * (LIMIT // 2 - 1) + b"\n", 1)
    texts = [text for _, text in output.take(1)]
    assert len(texts) == 3
    assert texts[-1] == f"awslab: {LIMIT // 2} more bytes of output were dropped."


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    output = Output()
    output.feed(b"\xff\xfe\n", 1)
    assert output.take(1) == [(1, "\ufffd\ufffd")]


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers()), min_size=1), st.integers(1, 9))
def test_messages_survive_any_chunking(messages: list[dict[str, Any]], size: int) -> None:
    stream = b"".join(pack(message) for message in messages)
    unpacker = Unpacker()
    chunks = [stream[start : start + size] for start in range(0, len(stream), size)]
    received = [message for chunk in chunks for message in unpacker.feed(chunk)]
    assert received == json.loads(json.dumps(messages))
