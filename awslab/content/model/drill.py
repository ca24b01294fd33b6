"""Drills: questions whose figures a generator draws anew each time."""

from __future__ import annotations

from dataclasses import dataclass, field

from awslab.content.model.base import Identifier
from awslab.content.model.question import QuestionHead


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Drill(QuestionHead):
    """A question without its text: a generator makes that, with other figures for another seed."""

    id: Identifier
    """Unique in the library; reviews are scheduled by it, whatever the figures are."""
    generator: Identifier
    """The name of a generator, such as `route-choice`."""
    parameters: dict[Identifier, int | str] = field(default_factory=dict)
    """What the generator may be told; most have none."""
