"""Questions: a stem, a body of one of six kinds, and an explanation; or a case with several of them.

A `Part` is what is asked and graded; a question is a part that also carries level, skill, exams and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from awslab.content.model.base import (
    Between,
    Identifier,
    Items,
    Month,
    OneOf,
    Record,
    SkillId,
    Source,
    TaskReference,
    Text,
)
from awslab.content.model.later import Later

if TYPE_CHECKING:
    from awslab.content.model.proof import ModelReferences, OptionalProof
else:
    OptionalProof = Annotated[object, Later("OptionalProof")]
    ModelReferences = Annotated[object, Later("ModelReferences")]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Option(Record):
    """One thing to choose: the key or a distractor."""

    id: Identifier
    """Unique in the question; answers refer to it, never to a letter."""
    text: Text
    """What the learner reads, Markdown."""
    why: Text
    """Why it is right or wrong; read after the answer."""
    correct: bool = False
    """True for the key."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OrderItem(Record):
    """One thing to put in order."""

    id: Identifier
    text: Text
    why: Text
    """Why it stands at this place."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MatchChoice(Record):
    """The right-hand side of a match; it may serve several prompts or none."""

    id: Identifier
    text: Text
    why: str = ""
    """Needed when the choice serves no prompt."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Prompt(Record):
    """The left-hand side of a match."""

    id: Identifier
    text: Text
    match: Identifier
    """The id of the choice that belongs to it."""
    why: Text


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Misconception(Record):
    """A wrong answer that people give, and why it is wrong."""

    answer: Text
    why: Text


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NumberMisconception(Record):
    """A wrong number that people give, and why it is wrong."""

    answer: int | float
    why: Text


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PartHead(Record):
    """What every part has."""

    id: Identifier
    """Unique in the library, or in its case."""
    stem: Text
    """What is asked, Markdown."""
    explanation: str = ""
    """What to remember, Markdown; shown after the answer."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SinglePart(PartHead):
    """Choose the one correct option."""

    type: Literal["single"]
    options: Annotated[tuple[Option, ...], Items(2, 8)]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MultiplePart(PartHead):
    """Choose every correct option."""

    type: Literal["multiple"]
    options: Annotated[tuple[Option, ...], Items(3, 8)]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OrderingPart(PartHead):
    """Put the items in order; the file holds them in the right one."""

    type: Literal["ordering"]
    items: Annotated[tuple[OrderItem, ...], Items(3, 7)]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MatchingPart(PartHead):
    """Give each prompt its choice."""

    type: Literal["matching"]
    prompts: Annotated[tuple[Prompt, ...], Items(2, 8)]
    choices: Annotated[tuple[MatchChoice, ...], Items(2, 8)]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NumberPart(PartHead):
    """Answer with a number."""

    type: Literal["number"]
    answer: int | float
    tolerance: Annotated[int | float, Between(0)] = 0
    """How far from the answer still counts as correct, in the same unit."""
    unit: str = ""
    """Shown beside the input."""
    misconceptions: tuple[NumberMisconception, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ShortPart(PartHead):
    """Answer with a word or a short phrase."""

    type: Literal["short"]
    accept: Annotated[tuple[Text, ...], Items(1)]
    """Every form that counts as correct; the first is shown as the answer."""
    case_sensitive: bool = False
    misconceptions: tuple[Misconception, ...] = ()


Part: TypeAlias = SinglePart | MultiplePart | OrderingPart | MatchingPart | NumberPart | ShortPart


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class QuestionHead(Record):
    """What every question has beside what is asked."""

    level: Annotated[int, Between(1, 3)]
    """1 recall, 2 apply, 3 combine several facts in a scenario."""
    skill: SkillId
    exams: tuple[TaskReference, ...]
    """The exam tasks it prepares for; may be empty."""
    sources: Annotated[tuple[Source, ...], Items(1)]
    """The AWS documentation pages that state the facts."""
    checked: Month
    """When the facts were last checked against the sources."""
    changed: str = ""
    """What used to be true and is still found in older material."""
    tags: tuple[str, ...] = ()
    proof: OptionalProof = None
    """Calls that show in a sandbox that the key is right."""
    model: ModelReferences = ()
    """Facts that stand in botocore's service models too."""

    @property
    def topic(self) -> str:
        """The topic id, from the skill."""
        return self.skill.partition(".")[0]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SingleQuestion(SinglePart, QuestionHead):
    """A question with one correct option."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MultipleQuestion(MultiplePart, QuestionHead):
    """A question with several correct options."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OrderingQuestion(OrderingPart, QuestionHead):
    """A question about an order."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MatchingQuestion(MatchingPart, QuestionHead):
    """A question that matches prompts with choices."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NumberQuestion(NumberPart, QuestionHead):
    """A question answered with a number."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ShortQuestion(ShortPart, QuestionHead):
    """A question answered with a word or a short phrase."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CaseQuestion(PartHead, QuestionHead):
    """A scenario, the stem, with several parts; correct when every part is."""

    type: Literal["case"]
    parts: Annotated[tuple[Annotated[Part, OneOf("type")], ...], Items(2, 5)]


Question: TypeAlias = (
    SingleQuestion
    | MultipleQuestion
    | OrderingQuestion
    | MatchingQuestion
    | NumberQuestion
    | ShortQuestion
    | CaseQuestion
)

QUESTION_TYPES: dict[str, type[Question]] = {
    "single": SingleQuestion,
    "multiple": MultipleQuestion,
    "ordering": OrderingQuestion,
    "matching": MatchingQuestion,
    "number": NumberQuestion,
    "short": ShortQuestion,
    "case": CaseQuestion,
}
"""The class for each value of `type`."""
