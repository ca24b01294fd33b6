"""What a learner is shown: shuffled, labelled, and nothing that tells the key."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TypeAlias

from awslab.content.model import (
    CaseQuestion,
    MatchChoice,
    MatchingPart,
    MultiplePart,
    NumberPart,
    Option,
    OrderingPart,
    OrderItem,
    Part,
    Prompt,
    Question,
    ShortPart,
    SinglePart,
)

_Item: TypeAlias = Option | OrderItem | MatchChoice | Prompt


@dataclass(frozen=True, slots=True)
class Labelled:
    """An option, item, choice or prompt with the label that a learner types for it."""

    label: str
    """`a`, `b` ... for what is chosen, `1`, `2` ... for prompts."""
    id: str
    text: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """A question, or one part of a case, as it is shown this time."""

    id: str
    """Of the question, or of the part within its case."""
    type: str
    """single, multiple, ordering, matching, number, short or case."""
    stem: str
    """Markdown."""
    instruction: str
    """What to do, one sentence: “Choose 2.”"""
    options: tuple[Labelled, ...] = ()
    """Options, items to order, or choices to match; shuffled."""
    prompts: tuple[Labelled, ...] = ()
    """What gets a choice in a matching question; shuffled."""
    choose: int = 0
    """How many options to choose; 0 where nothing is chosen."""
    unit: str = ""
    """Of a number; may be empty."""
    parts: tuple[Presentation, ...] = ()
    """Of a case, in the order of the case."""

    def option_labels(self) -> dict[str, str]:
        """Return the labels by option id."""
        return {option.id: option.label for option in self.options}

    def prompt_labels(self) -> dict[str, str]:
        """Return the labels by prompt id."""
        return {prompt.id: prompt.label for prompt in self.prompts}


def present(question: Question, rng: random.Random) -> Presentation:
    """Return the question with its options shuffled by `rng`; the same state of `rng` gives the same presentation."""
    if not isinstance(question, CaseQuestion):
        return _present_part(question, rng)
    parts = tuple(_present_part(part, rng) for part in question.parts)
    return Presentation(question.id, question.type, question.stem, f"Answer all {len(parts)} parts.", parts=parts)


def _present_part(part: Part, rng: random.Random) -> Presentation:
    match part:
        case SinglePart():
            return Presentation(part.id, part.type, part.stem, "Choose 1.", _labelled(part.options, rng), choose=1)
        case MultiplePart():
            count = sum(option.correct for option in part.options)
            options = _labelled(part.options, rng)
            return Presentation(part.id, part.type, part.stem, f"Choose {count}.", options, choose=count)
        case OrderingPart():
            return Presentation(part.id, part.type, part.stem, "Put them in order.", _disordered(part, rng))
        case MatchingPart():
            options, prompts = _labelled(part.choices, rng), _numbered(part.prompts, rng)
            return Presentation(part.id, part.type, part.stem, "Give each number its letter.", options, prompts)
        case NumberPart():
            instruction = f"Type a number ({part.unit})." if part.unit else "Type a number."
            return Presentation(part.id, part.type, part.stem, instruction, unit=part.unit)
        case ShortPart():
            return Presentation(part.id, part.type, part.stem, "Type a word or a short phrase.")


def _labelled(items: Sequence[_Item], rng: random.Random) -> tuple[Labelled, ...]:
    return _with_labels(ascii_lowercase, rng.sample(items, len(items)))


def _numbered(items: Sequence[_Item], rng: random.Random) -> tuple[Labelled, ...]:
    return _with_labels("123456789", rng.sample(items, len(items)))


def _disordered(part: OrderingPart, rng: random.Random) -> tuple[Labelled, ...]:
    """Return the items labelled in any order but the right one, which would give the answer away."""
    items = rng.sample(part.items, len(part.items))
    while tuple(items) == part.items:
        rng.shuffle(items)
    return _with_labels(ascii_lowercase, items)


def _with_labels(labels: str, items: Sequence[_Item]) -> tuple[Labelled, ...]:
    return tuple(Labelled(label, item.id, item.text) for label, item in zip(labels, items, strict=False))
