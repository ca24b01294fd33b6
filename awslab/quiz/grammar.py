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
from awslab.quiz.presentation import Presentation

LONGEST_TEXT = 300
"""Characters of a short answer; nothing longer can be one of the accepted forms."""


def read_answer(presentation: Presentation, line: str) -> Answer | None:
    """Return the answer in `line`; None when it is empty, which skips the question. Raises UsageError."""
    if not line.strip():
        return None
    return _read_case(presentation, line) if presentation.parts else _read_part(presentation, line)


def expected_form(presentation: Presentation) -> str:
    """Return what to type, a sentence with the labels in range: “Type 2 letters from a to e, such as a,c.”"""
    if presentation.parts:
        count, example = len(presentation.parts), _example(presentation)
        return f"Answer the {count} parts in order with ; between them, such as {example}."
    letters = _range(presentation)
    match presentation.type:
        case "single":
            return f"Type one letter from {letters}."
        case "multiple":
            return f"Type {presentation.choose} letters from {letters}, such as {_example(presentation)}."
        case "ordering":
            return f"Type every letter from {letters} once, in order, such as {_example(presentation)}."
        case "matching":
            numbers = f"1 to {len(presentation.prompts)}"
            return f"Give each number from {numbers} a letter from {letters}, such as {_example(presentation)}."
        case "number":
            unit = f" of {presentation.unit}" if presentation.unit else ""
            return f"Type a number{unit}, with a point before the decimals, such as 1500 or 4.5."
        case _:
            return "Type a word or a short phrase."


def write_answer(presentation: Presentation, answer: Answer | None) -> str:
    """Return the line that `read_answer` reads as this answer."""
    labels = presentation.option_labels()
    match answer:
        case None:
            return ""
        case ChoiceAnswer():
            return ",".join(sorted(labels[option] for option in answer.options))
        case OrderAnswer():
            return " ".join(labels[item] for item in answer.items)
        case MatchAnswer():
            prompts = presentation.prompt_labels()
            return " ".join(sorted(f"{prompts[prompt]}={labels[choice]}" for prompt, choice in answer.pairs))
        case NumberAnswer():
            return format(answer.value, "f")
        case TextAnswer():
            return answer.text
        case CaseAnswer():
            part_answers = answer.by_part
            return "; ".join(write_answer(part, part_answers.get(part.id)) for part in presentation.parts)


def _read_case(presentation: Presentation, line: str) -> CaseAnswer | None:
    lines = line.split(";")
    if len(lines) != len(presentation.parts):
        answer_count = "1 answer" if len(lines) == 1 else f"{len(lines)} answers"
        raise UsageError(
            f"The question has {len(presentation.parts)} parts, and the line has {answer_count}.",
            expected_form(presentation),
        )
    answers = {
        part.id: _read_case_part(number, part, part_line)
        for number, (part, part_line) in enumerate(zip(presentation.parts, lines, strict=True), 1)
    }
    return CaseAnswer.of(answers) if any(answers.values()) else None


def _read_case_part(number: int, part: Presentation, line: str) -> PartAnswer | None:
    try:
        return _read_part(part, line) if line.strip() else None
    except UsageError as exc:
        raise UsageError(f"Part {number}: {exc.message}", f"For part {number}: {exc.hint}") from exc


def _read_part(presentation: Presentation, line: str) -> PartAnswer:
    try:
        match presentation.type:
            case "single" | "multiple":
                return _read_choice(presentation, line)
            case "ordering":
                return _read_order(presentation, line)
            case "matching":
                return _read_match(presentation, line)
            case "number":
                return NumberAnswer(read_number(line, presentation.unit))
            case _:
                return _read_text(line)
    except UsageError as exc:
        raise UsageError(exc.message, exc.hint or expected_form(presentation)) from exc


def _read_choice(presentation: Presentation, line: str) -> ChoiceAnswer:
    options = _options(presentation, line)
    if len(options) != presentation.choose:
        raise UsageError(f"You chose {_counted(len(options))}; choose {presentation.choose}.")
    return ChoiceAnswer(frozenset(options))


def _read_order(presentation: Presentation, line: str) -> OrderAnswer:
    items = _options(presentation, line)
    missing = [option.label for option in presentation.options if option.id not in items]
    if missing:
        raise UsageError(f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing.")
    return OrderAnswer(tuple(items))


def _read_match(presentation: Presentation, line: str) -> MatchAnswer:
    prompts = {prompt.label: prompt.id for prompt in presentation.prompts}
    choices: dict[str, str] = {}
    for piece in _pieces(re.sub(r"\s*[=:]\s*", "=", line)):
        form = re.fullmatch(r"(\d+)=?([^\W\d_])[.)]?", piece)
        if form is None:
            raise UsageError(f"“{piece}” is not a number and a letter.")
        number, letter = form.groups()
        if number not in prompts:
            raise UsageError(f"There is no number {number}.")
        if prompts[number] in choices:
            raise UsageError(f"{number} is used twice.")
        choices[prompts[number]] = _option(presentation, letter)
    missing = [label for label, prompt in prompts.items() if prompt not in choices]
    if missing:
        raise UsageError(f"{_listed(missing)} {'has' if len(missing) == 1 else 'have'} no letter.")
    return MatchAnswer.of(choices)


def _read_text(line: str) -> TextAnswer:
    text = " ".join(line.encode("utf-8", "replace").decode().split())
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"The answer has {len(text)} characters, and {LONGEST_TEXT} is the most.")
    return TextAnswer(text)


def _options(presentation: Presentation, line: str) -> list[str]:
    """Return option ids in the order typed; letters may be separated by commas or spaces, or stand together."""
    option_ids: list[str] = []
    for piece in _pieces(line):
        letters = [piece] if len(piece.rstrip(".)")) == 1 or not piece.isalpha() else list(piece)
        for letter in letters:
            option = _option(presentation, letter)
            if option in option_ids:
                raise UsageError(f"{letter.rstrip('.)').lower()} is used twice.")
            option_ids.append(option)
    return option_ids


def _option(presentation: Presentation, letter: str) -> str:
    label = letter.rstrip(".)").lower()
    for option in presentation.options:
        if option.label == label:
            return option.id
    raise UsageError(f"There is no option {_shortened(label) or letter}.")


def _pieces(line: str) -> list[str]:
    return [piece for piece in re.split(r"[,\s]+", line) if piece]


def _shortened(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}..."


def _listed(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _counted(count: int) -> str:
    return "1 option" if count == 1 else f"{count} options"


def _range(presentation: Presentation) -> str:
    return f"{presentation.options[0].label} to {presentation.options[-1].label}" if presentation.options else ""


def _example(presentation: Presentation) -> str:
    """Return a well-formed line made from the labels alone, so that it tells nothing about the key."""
    labels = [option.label for option in presentation.options]
    match presentation.type:
        case "case":
            return "; ".join(_example(part) for part in presentation.parts)
        case "single":
            return labels[-1]
        case "multiple":
            return ",".join(labels[: presentation.choose])
        case "ordering":
            return " ".join(labels[::-1])
        case "matching":
            letters = [labels[index % len(labels)] for index in range(len(presentation.prompts))]
            prompts = [prompt.label for prompt in presentation.prompts]
            return " ".join(f"{prompt}={letter}" for prompt, letter in zip(prompts, reversed(letters), strict=True))
        case "number":
            return "4.5"
        case _:
            return "word"
