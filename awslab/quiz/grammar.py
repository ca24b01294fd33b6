"""The answer line: `b`, `a,c`, `c a b`, `1=b 2=a`, `4.5`, free text, and `;` between the parts of a case.

What cannot be read raises UsageError: the message says what is wrong, the hint says what is expected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from awslab.errors import UsageError
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
from awslab.quiz.numbers import read_number
from awslab.quiz.presentation import Presented

LONGEST_TEXT = 300
"""Characters of a short answer; nothing longer can be one of the accepted forms."""


def read_answer(presented: Presented, line: str) -> Answer | None:
    """The answer in `line`; None when it is empty, which skips the question. Raises UsageError."""
    if not line.strip():
        return None
    return _read_case(presented, line) if presented.parts else _read_part(presented, line)


def expected_form(presented: Presented) -> str:
    """What to type, one sentence with the labels in range: “Type 2 letters from a to e, such as a,c.”"""
    if presented.parts:
        return f"Answer the {len(presented.parts)} parts in order with ; between them, such as {_example(presented)}."
    letters = _range(presented)
    match presented.type:
        case "single":
            return f"Type one letter from {letters}."
        case "multiple":
            return f"Type {presented.choose} letters from {letters}, such as {_example(presented)}."
        case "ordering":
            return f"Type every letter from {letters} once, in order, such as {_example(presented)}."
        case "matching":
            numbers = f"1 to {len(presented.prompts)}"
            return f"Give each number from {numbers} a letter from {letters}, such as {_example(presented)}."
        case "number":
            unit = f" of {presented.unit}" if presented.unit else ""
            return f"Type a number{unit}, with a point before the decimals, such as 1500 or 4.5."
        case _:
            return "Type a word or a short phrase."


def write_answer(presented: Presented, answer: Answer | None) -> str:
    """The line that `read_answer` reads as this answer."""
    labels = presented.option_labels()
    match answer:
        case None:
            return ""
        case ChoiceAnswer():
            return ",".join(sorted(labels[option] for option in answer.options))
        case OrderAnswer():
            return " ".join(labels[item] for item in answer.items)
        case MatchAnswer():
            prompts = presented.prompt_labels()
            return " ".join(sorted(f"{prompts[prompt]}={labels[choice]}" for prompt, choice in answer.pairs))
        case NumberAnswer():
            return format(answer.value, "f")
        case TextAnswer():
            return answer.text
        case CaseAnswer():
            given = answer.by_part
            return "; ".join(write_answer(part, given.get(part.id)) for part in presented.parts)


def _read_case(presented: Presented, line: str) -> CaseAnswer | None:
    lines = line.split(";")
    if len(lines) != len(presented.parts):
        found = "1 answer" if len(lines) == 1 else f"{len(lines)} answers"
        raise UsageError(
            f"The question has {len(presented.parts)} parts, and the line has {found}.", expected_form(presented)
        )
    answers = {
        part.id: _read_case_part(number, part, each)
        for number, (part, each) in enumerate(zip(presented.parts, lines, strict=True), 1)
    }
    return CaseAnswer.of(answers) if any(answers.values()) else None


def _read_case_part(number: int, part: Presented, line: str) -> PartAnswer | None:
    try:
        return _read_part(part, line) if line.strip() else None
    except UsageError as exc:
        raise UsageError(f"Part {number}: {exc.message}", f"For part {number}: {exc.hint}") from exc


def _read_part(presented: Presented, line: str) -> PartAnswer:
    try:
        match presented.type:
            case "single" | "multiple":
                return _read_choice(presented, line)
            case "ordering":
                return _read_order(presented, line)
            case "matching":
                return _read_match(presented, line)
            case "number":
                return NumberAnswer(read_number(line, presented.unit))
            case _:
                return _read_text(line)
    except UsageError as exc:
        raise UsageError(exc.message, exc.hint or expected_form(presented)) from exc


def _read_choice(presented: Presented, line: str) -> ChoiceAnswer:
    options = _options(presented, line)
    if len(options) != presented.choose:
        raise UsageError(f"{_counted(len(options))} chosen, and {_wanted(presented.choose)} wanted.")
    return ChoiceAnswer(frozenset(options))


def _read_order(presented: Presented, line: str) -> OrderAnswer:
    items = _options(presented, line)
    missing = [option.label for option in presented.options if option.id not in items]
    if missing:
        raise UsageError(f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing.")
    return OrderAnswer(tuple(items))


def _read_match(presented: Presented, line: str) -> MatchAnswer:
    prompts = {prompt.label: prompt.id for prompt in presented.prompts}
    choices: dict[str, str] = {}
    for piece in _pieces(re.sub(r"\s*[=:]\s*", "=", line)):
        form = re.fullmatch(r"(\d+)=?([^\W\d_])[.)]?", piece)
        if form is None:
            raise UsageError(f"“{piece}” is not a number and a letter.")
        number, letter = form.groups()
        if number not in prompts:
            raise UsageError(f"There is no number {number}.")
        if prompts[number] in choices:
            raise UsageError(f"{number} stands here twice.")
        choices[prompts[number]] = _option(presented, letter)
    missing = [label for label, prompt in prompts.items() if prompt not in choices]
    if missing:
        raise UsageError(f"{_listed(missing)} {'has' if len(missing) == 1 else 'have'} no letter.")
    return MatchAnswer.of(choices)


def _read_text(line: str) -> TextAnswer:
    text = " ".join(line.encode("utf-8", "replace").decode().split())
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"The answer has {len(text)} characters, and {LONGEST_TEXT} is the most.")
    return TextAnswer(text)


def _options(presented: Presented, line: str) -> list[str]:
    """Option ids in the order typed; letters may be separated by commas or spaces, or stand together."""
    found: list[str] = []
    for piece in _pieces(line):
        letters = [piece] if len(piece.rstrip(".)")) == 1 or not piece.isalpha() else list(piece)
        for letter in letters:
            option = _option(presented, letter)
            if option in found:
                raise UsageError(f"{letter.rstrip('.)').lower()} stands here twice.")
            found.append(option)
    return found


def _option(presented: Presented, letter: str) -> str:
    wanted = letter.rstrip(".)").lower()
    for option in presented.options:
        if option.label == wanted:
            return option.id
    raise UsageError(f"There is no option {_shortened(wanted) or letter}.")


def _pieces(line: str) -> list[str]:
    return [piece for piece in re.split(r"[,\s]+", line) if piece]


def _shortened(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}..."


def _listed(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _counted(count: int) -> str:
    return f"{count} option is" if count == 1 else f"{count} options are"


def _range(presented: Presented) -> str:
    return f"{presented.options[0].label} to {presented.options[-1].label}" if presented.options else ""


def _example(presented: Presented) -> str:
    """Well-formed, and chosen by labels alone, so that it tells nothing about the key."""
    labels = [option.label for option in presented.options]
    match presented.type:
        case "case":
            return "; ".join(_example(part) for part in presented.parts)
        case "single":
            return labels[-1]
        case "multiple":
            return ",".join(labels[: presented.choose])
        case "ordering":
            return " ".join(labels[::-1])
        case "matching":
            letters = [labels[index % len(labels)] for index in range(len(presented.prompts))]
            prompts = [prompt.label for prompt in presented.prompts]
            return " ".join(f"{prompt}={letter}" for prompt, letter in zip(prompts, reversed(letters), strict=True))
        case "number":
            return "4.5"
        case _:
            return "word"


def _wanted(count: int) -> str:
    return f"{count} is" if count == 1 else f"{count} are"
