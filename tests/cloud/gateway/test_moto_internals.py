"""The sandbox knows what it touches of moto, and notices when that changes."""

from __future__ import annotations

from awslab.cloud.moto_internals import TOUCHED
from tests.cloud.moto_pins import fingerprint, touched

AGAIN = "look at it, then run `python -m tests.cloud.moto_pins`"


def test_every_part_of_moto_that_is_touched_is_named() -> None:
    assert sorted(TOUCHED) == touched(), AGAIN


def test_the_parts_of_moto_that_are_touched_are_as_they_were() -> None:
    changed = [name for name, known in TOUCHED.items() if fingerprint(name) != known]
    assert changed == [], AGAIN


def test_a_part_that_is_gone_is_noticed() -> None:
    assert (fingerprint("moto.s3.models.NoSuchThing"), fingerprint("moto.no_such_module.models")) == ("gone", "gone")
