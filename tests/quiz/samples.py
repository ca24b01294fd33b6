"""One small question of each type, and hypothesis strategies over them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import strategies as st

from awslab.content.library import Entry
from awslab.content.model import (
    CaseQuestion,
    MatchChoice,
    MatchingPart,
    MatchingQuestion,
    Misconception,
    MultipleQuestion,
    NumberMisconception,
    NumberPart,
    NumberQuestion,
    Option,
    OrderingPart,
    OrderingQuestion,
    OrderItem,
    Prompt,
    Question,
    ShortPart,
    ShortQuestion,
    SinglePart,
    SingleQuestion,
)
from awslab.quiz.answers import (
    Answer,
    CaseAnswer,
    ChoiceAnswer,
    MatchAnswer,
    NumberAnswer,
    OrderAnswer,
    PartAnswer,
    TextAnswer,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

_SOURCES = ("https://docs.aws.amazon.com/lambda/latest/dg/welcome.html",)

_OPTIONS = (
    Option(id="once", text="Once", why="It is retried."),
    Option(id="twice", text="Twice", why="One more."),
    Option(id="three", text="Three times", why="The first and two retries.", correct=True),
    Option(id="for-ever", text="For ever", why="Events expire."),
)
_SEVERAL = (
    Option(id="zip", text="A zip file", why="Yes.", correct=True),
    Option(id="image", text="A container image", why="Yes.", correct=True),
    Option(id="rpm", text="An RPM", why="No."),
    Option(id="iso", text="An ISO image", why="No."),
    Option(id="jar", text="A jar in a zip", why="Yes.", correct=True),
)
_ITEMS = tuple(
    OrderItem(id=name, text=name.title(), why=f"{name} needs the ones before.")
    for name in ("role", "function", "version", "alias")
)
_PROMPTS = (
    Prompt(id="nacl", text="Network ACL", match="stateless", why="Packet by packet."),
    Prompt(id="group", text="Security group", match="stateful", why="By connection."),
    Prompt(id="reference", text="Reference to a group", match="stateful", why="Only groups do."),
)
_CHOICES = (
    MatchChoice(id="stateless", text="Each direction separately"),
    MatchChoice(id="stateful", text="Answers are let through"),
    MatchChoice(id="dns", text="Resolves names", why="Neither resolves names."),
)
_WRONG_NUMBERS = (
    NumberMisconception(answer=300, why="The limit until 2018."),
    NumberMisconception(answer=15, why="That is minutes."),
)
_WRONG_WORDS = (Misconception(answer="X-Amz-Signature", why="That is the signature."),)

SINGLE_PART = SinglePart(id="runs", type="single", stem="How often?", options=_OPTIONS)
ORDERING_PART = OrderingPart(id="order", type="ordering", stem="In which order?", items=_ITEMS)
MATCHING_PART = MatchingPart(id="filters", type="matching", stem="Which does what?", prompts=_PROMPTS, choices=_CHOICES)
NUMBER_PART = NumberPart(
    id="timeout", type="number", stem="How long at most?", answer=900, unit="seconds", misconceptions=_WRONG_NUMBERS
)
SHORT_PART = ShortPart(
    id="header", type="short", stem="Which header?", accept=("X-Amz-Security-Token",), misconceptions=_WRONG_WORDS
)


def single(id_: str = "lambda-runs", *, skill: str = "lambda.async") -> SingleQuestion:
    """A question about lambda with the key `three`."""
    return SingleQuestion(
        id=id_,
        type="single",
        level=1,
        skill=skill,
        exams=("DVA-C03/1.2",),
        stem="How often?",
        options=_OPTIONS,
        explanation="Three times.",
        sources=_SOURCES,
        checked="2026-11",
    )


SINGLE = single()
MULTIPLE = MultipleQuestion(
    id="lambda-packages",
    type="multiple",
    level=1,
    skill="lambda.deploy",
    exams=(),
    stem="Which packages?",
    options=_SEVERAL,
    sources=_SOURCES,
    checked="2026-11",
)
ORDERING = OrderingQuestion(
    id="lambda-order",
    type="ordering",
    level=2,
    skill="lambda.versions",
    exams=(),
    stem="In which order?",
    items=_ITEMS,
    sources=_SOURCES,
    checked="2026-11",
)
MATCHING = MatchingQuestion(
    id="security-groups-filters",
    type="matching",
    level=2,
    skill="security-groups.rules",
    exams=(),
    stem="Which does what?",
    prompts=_PROMPTS,
    choices=_CHOICES,
    sources=_SOURCES,
    checked="2026-11",
)
NUMBER = NumberQuestion(
    id="lambda-timeout",
    type="number",
    level=1,
    skill="lambda.limits",
    exams=(),
    stem="How long at most?",
    answer=900,
    unit="seconds",
    misconceptions=_WRONG_NUMBERS,
    sources=_SOURCES,
    checked="2026-11",
)
SHORT = ShortQuestion(
    id="s3-header",
    type="short",
    level=3,
    skill="s3.signing",
    exams=("SAA-C03/1.1",),
    stem="Which header?",
    accept=("X-Amz-Security-Token", "x-amz-security-token header"),
    misconceptions=_WRONG_WORDS,
    sources=_SOURCES,
    checked="2026-11",
)
CASE = CaseQuestion(
    id="lambda-case",
    type="case",
    level=3,
    skill="lambda.async",
    exams=("DVA-C03/1.2",),
    stem="A shop uploads receipts.",
    parts=(SINGLE_PART, MATCHING_PART, NUMBER_PART, ORDERING_PART, SHORT_PART),
    sources=_SOURCES,
    checked="2026-11",
)

QUESTIONS: dict[str, Question] = {
    question.id: question for question in (SINGLE, MULTIPLE, ORDERING, MATCHING, NUMBER, SHORT, CASE)
}

RIGHT: dict[str, Answer] = {
    SINGLE.id: ChoiceAnswer.of("three"),
    MULTIPLE.id: ChoiceAnswer.of("zip", "image", "jar"),
    ORDERING.id: OrderAnswer(("role", "function", "version", "alias")),
    MATCHING.id: MatchAnswer.of({"nacl": "stateless", "group": "stateful", "reference": "stateful"}),
    NUMBER.id: NumberAnswer(Decimal(900)),
    SHORT.id: TextAnswer("x-amz-security-token"),
}
"""The right answer of each question but the case."""


def entry(question: Question) -> Entry:
    """The light form of a question, as the library gives it."""
    return Entry(question.id, question.topic, question.skill, question.type, question.level, question.exams)


def part_answers(kind: str) -> st.SearchStrategy[PartAnswer]:
    """Well-formed answers to the sample of a type, right and wrong."""
    match kind:
        case "single":
            return st.sampled_from(_OPTIONS).map(lambda option: ChoiceAnswer.of(option.id))
        case "multiple":
            options = [option.id for option in _SEVERAL]
            return st.permutations(options).map(lambda order: ChoiceAnswer.of(*order[:3]))
        case "ordering":
            return st.permutations([item.id for item in _ITEMS]).map(lambda order: OrderAnswer(tuple(order)))
        case "matching":
            choices = st.sampled_from([choice.id for choice in _CHOICES])
            return st.fixed_dictionaries({prompt.id: choices for prompt in _PROMPTS}).map(MatchAnswer.of)
        case "number":
            return st.decimals(-(10**9), 10**9, places=3).map(NumberAnswer)
        case _:
            words = st.text(st.characters(categories=("L", "N"), include_characters="-_."), min_size=1, max_size=30)
            return words.map(TextAnswer)


def answers(question: Question) -> st.SearchStrategy[Answer]:
    """Well-formed answers to a sample question, right and wrong; a case may have parts left out."""
    if not isinstance(question, CaseQuestion):
        return part_answers(question.type)
    parts = {part.id: part_answers(part.type) | st.none() for part in question.parts}
    return st.fixed_dictionaries(parts).filter(lambda each: any(each.values())).map(CaseAnswer.of)
