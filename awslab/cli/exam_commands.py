"""The lines of `awslab exam --plain`: which command a line is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from awslab.cli.quiz_json import split_guess
from awslab.errors import UsageError


class Command(StrEnum):
    """What a line asks for."""

    ANSWER = "answer"
    CLEAR = "clear"
    CERTAINTY = "certainty"
    FORWARD = "forward"
    BACK = "back"
    GO = "go"
    FLAG = "flag"
    STRIKE = "strike"
    LIST = "list"
    PAUSE = "pause"
    HELP = "help"
    END = "end"
    QUIT = "quit"


_WORDS = {
    "": Command.FORWARD,
    "next": Command.FORWARD,
    "previous": Command.BACK,
    "?": Command.HELP,
    "q": Command.QUIT,
    **dict.fromkeys(("sure", "unsure", "guess"), Command.CERTAINTY),
    **{command.value: command for command in Command if command is not Command.CERTAINTY},
}


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A line that was understood."""

    command: Command
    text: str = ""
    """The answer, the letter of an option, or the certainty."""
    number: int = 0
    """The place from 0 that `go` names."""
    is_guess: bool = False
    """Whether the answer is marked as a guess."""


def read_command(line: str, count: int) -> CommandLine:
    """Return what a line asks for in an exam of `count` questions; any other line is an answer. Raises UsageError."""
    word, _, rest = " ".join(line.split()).partition(" ")
    command = _WORDS.get(word.lower(), Command.ANSWER)
    if command is Command.ANSWER:
        text, is_guess = split_guess(rest if word.lower() == "answer" else line)
        if not text:
            raise UsageError("“answer” needs the answer.", "Such as: answer b.")
        return CommandLine(command, text, is_guess=is_guess)
    if command is Command.GO:
        return CommandLine(command, number=_place(rest, count))
    if command is Command.STRIKE:
        return CommandLine(command, rest.lower())
    return CommandLine(command, word.lower())


def _place(text: str, count: int) -> int:
    if not (text.isdecimal() and 1 <= int(text[:9]) <= count):
        raise UsageError(f"There is no question “{text}”.", f"Questions are numbered 1 to {count}: go 12.")
    return int(text) - 1
