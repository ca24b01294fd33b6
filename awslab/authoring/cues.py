"""What can be read off the options of a question without knowing its subject: cues that may give the key away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from awslab.content.model import CaseQuestion, MultiplePart, Part, Question, SinglePart

_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*")
_CONNECTIVES = re.compile(r"\b(because|since|so that|therefore|thus|as a result|which means)\b", re.IGNORECASE)
_ABSOLUTES = re.compile(
    r"\b(always|never|all|none|every|only|any|completely|entirely|immediately|impossible|must)\b", re.IGNORECASE
)
_HEDGES = re.compile(
    r"\b(may|might|could|can|usually|often|sometimes|generally|typically|normally|mostly|likely|up to|at least)\b",
    re.IGNORECASE,
)
_SHORTEST_CONTENT_WORD = 4
"""Letters; shorter words (a, the, not, from is longer) say little about the subject."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A single or multiple question as a guesser sees it, and which options are right."""

    id: str
    """The question's id; for a part of a case with the part's id behind a slash."""
    type: str
    """`single` or `multiple`."""
    stem: str
    options: tuple[str, ...]
    keys: tuple[bool, ...]
    """Whether each option is right, in the order of the options."""

    @property
    def chance(self) -> float:
        """The share of right options: how often an option that is drawn blindly is right."""
        return sum(self.keys) / len(self.keys)


def choices(questions: Iterable[Question]) -> Iterator[Choice]:
    """Yield every single and multiple question, and every such part of a case with the case's stem before its own."""
    for question in questions:
        if isinstance(question, CaseQuestion):
            for part in question.parts:
                yield from _choice(part, f"{question.id}/{part.id}", f"{question.stem}\n{part.stem}")
        else:
            yield from _choice(question, question.id, question.stem)


def _choice(part: Part, identifier: str, stem: str) -> Iterator[Choice]:
    if isinstance(part, SinglePart | MultiplePart):
        texts = tuple(option.text for option in part.options)
        yield Choice(identifier, part.type, stem, texts, tuple(option.correct for option in part.options))


def _length(choice: Choice) -> list[float]:
    total = sum(len(text) for text in choice.options) or 1
    return [len(text) / total for text in choice.options]


def _longest(choice: Choice) -> list[float]:
    return _shared([len(text) for text in choice.options], max)


def _shortest(choice: Choice) -> list[float]:
    return _shared([len(text) for text in choice.options], min)


def _nearest_to_stem(choice: Choice) -> list[float]:
    overlaps = stem_overlaps(choice)
    return _shared(overlaps, max) if any(overlaps) else [0.0] * len(overlaps)


def _shared(values: Sequence[float], extreme: Callable[[Sequence[float]], float]) -> list[float]:
    """Return 1 for the option with the extreme value; options that tie share it, and it says nothing if all tie."""
    limit = extreme(values)
    ties = sum(value == limit for value in values)
    return [float(value == limit) / ties if ties < len(values) else 0.0 for value in values]


def stem_overlaps(choice: Choice) -> list[float]:
    """Return the share of each option's content words that stand in the stem too, from 0 to 1."""
    stem_words = _content_words(choice.stem)
    words_of_options = [_content_words(text) for text in choice.options]
    return [len(words & stem_words) / len(words) if words else 0.0 for words in words_of_options]


def _content_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) >= _SHORTEST_CONTENT_WORD}


def _words(pattern: re.Pattern[str]) -> Callable[[Choice], list[float]]:
    return lambda choice: [float(pattern.search(text) is not None) for text in choice.options]


CUES: dict[str, Callable[[Choice], list[float]]] = {
    "length": _length,
    "longest": _longest,
    "shortest": _shortest,
    "connective": _words(_CONNECTIVES),
    "absolute": _words(_ABSOLUTES),
    "hedge": _words(_HEDGES),
    "stem": _nearest_to_stem,
}
"""By name: how much of the cue each option of a question has, from 0 to 1."""

DESCRIPTIONS = {
    "length": "share of the letters",
    "longest": "the longest option",
    "shortest": "the shortest option",
    "connective": "because, since, so that",
    "absolute": "always, never, only",
    "hedge": "may, usually, can",
    "stem": "most words of the stem",
}
"""By name, what has the cue, in a few words."""
