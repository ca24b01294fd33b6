"""Answers as values. They name options by id, never by the letter on the screen; `None` is a question left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """The options chosen in a single or multiple question."""

    options: frozenset[str]
    """Option ids."""

    @classmethod
    def of(cls, *options: str) -> ChoiceAnswer:
        """Return the answer that chooses these option ids."""
        return cls(frozenset(options))


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """The items of an ordering question in the order the learner gave them."""

    items: tuple[str, ...]
    """Item ids, first to last."""


@dataclass(frozen=True, slots=True)
class MatchAnswer:
    """The choice given to each prompt of a matching question."""

    pairs: tuple[tuple[str, str], ...]
    """(prompt id, choice id), sorted by prompt id; a prompt may be missing."""

    @classmethod
    def of(cls, choices: Mapping[str, str]) -> MatchAnswer:
        """Return the answer that gives each prompt id of `choices` its choice id."""
        return cls(tuple(sorted(choices.items())))

    @property
    def choices(self) -> dict[str, str]:
        """Choice id by prompt id."""
        return dict(self.pairs)


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """A number, in the question's unit, exactly as typed."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """A word or a short phrase."""

    text: str


PartAnswer: TypeAlias = ChoiceAnswer | OrderAnswer | MatchAnswer | NumberAnswer | TextAnswer


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """The answers to the parts of a case."""

    parts: tuple[tuple[str, PartAnswer | None], ...]
    """(part id, answer), sorted by part id; None for a part left out."""

    @classmethod
    def of(cls, parts: Mapping[str, PartAnswer | None]) -> CaseAnswer:
        """Return the answer with these answers by part id."""
        return cls(tuple(sorted(parts.items(), key=lambda part: part[0])))

    @property
    def by_part(self) -> dict[str, PartAnswer | None]:
        """Answer by part id."""
        return dict(self.parts)


Answer: TypeAlias = PartAnswer | CaseAnswer


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Return plain data with one key that names the kind; `answer_from_json` gives the same answer back."""
    match answer:
        case ChoiceAnswer():
            return {"options": sorted(answer.options)}
        case OrderAnswer():
            return {"order": list(answer.items)}
        case MatchAnswer():
            return {"matches": answer.choices}
        case NumberAnswer():
            return {"number": str(answer.value)}
        case TextAnswer():
            return {"text": answer.text}
        case CaseAnswer():
            return {"parts": {part: part_answer and answer_to_json(part_answer) for part, part_answer in answer.parts}}


def answer_from_json(data: Mapping[str, Any]) -> Answer:
    """Return the answer that `answer_to_json` wrote. Raises ValueError for anything else."""
    match data:
        case {"parts": Mapping() as parts}:
            return CaseAnswer.of(
                {part: None if part_data is None else _part_answer(part_data) for part, part_data in parts.items()}
            )
        case _:
            return _part_answer(data)


def _part_answer(data: Mapping[str, Any]) -> PartAnswer:
    match data:
        case {"options": list() as options}:
            return ChoiceAnswer(frozenset(options))
        case {"order": list() as items}:
            return OrderAnswer(tuple(items))
        case {"matches": Mapping() as choices}:
            return MatchAnswer.of(choices)
        case {"number": str() as number}:
            return NumberAnswer(Decimal(number))
        case {"text": str() as text}:
            return TextAnswer(text)
        case _:
            raise ValueError(f"{data!r} is no answer")
