"""What the two sides say to each other survives the way."""

from __future__ import annotations

from typing import Any

import pytest

from awslab.sandbox import protocol
from awslab.sandbox.protocol import Limits, TrailEntry, decode, encode
from awslab.sandbox.vetting import ModelClaim, VetCall, VetProblem

ENTRY = TrailEntry("2026-11-21T09:00:00.000+00:00", "learner", "s3", "PutObject", {"Key": "ü"}, None, 200, 1.5)
MESSAGES = [
    protocol.OpenSandbox(1, "us-east-1", 0),
    protocol.CloseSandbox(1),
    protocol.RunScript(2, 1, "/w/main.py", "/w", {"PATH": "/bin"}, Limits(wall=0.5)),
    protocol.Examine(3, 1, "AAAA", {"bucket": "b"}, judge=True, until="first"),
    protocol.Cancel(3),
    protocol.Vet(4, (VetCall("s3", "put_object", {"Bucket": "b"}),)),
    protocol.VetModels(5, (ModelClaim("s3", "PutObject", "Bucket", comparisons={"required": True}),)),
    protocol.Started(protocol.VERSION),
    protocol.Warm(1.25),
    protocol.Output(2, "line\nfeed"),
    protocol.Ended(2, None, 0.5, "It was cancelled."),
    protocol.Vetted(4, (VetProblem(0, ("Filters", 0, "Name"), "wrong"),)),
    protocol.Trailed(1, ENTRY),
    protocol.Failed(1, "No.", "Try again."),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_arrives_as_it_was_sent(message: Any) -> None:
    line = encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == message


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"nonsense", b'{"is": "Nothing"}', b'{"is": "Cancel"}'])
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(line)
