"""`awslab exam CODE --plain`: a sitting in text, which works in a pipe and reads well aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from awslab.cli.exam_commands import Command, CommandLine, read_command
from awslab.cli.quiz_plain import wrapped
from awslab.errors import UsageError
from awslab.exam.sitting import (
    WARNING_SECONDS,
    Answered,
    Certainty,
    Ended,
    Event,
    Flagged,
    Moved,
    Paused,
    Resumed,
    Struck,
    Ticked,
)
from awslab.exam.wording import NO_PAUSE, clock_text, open_text, pace_text
from awslab.progress.live_sitting import TICK_SECONDS
from awslab.quiz.grammar import expected_form, read_answer, write_answer

if TYPE_CHECKING:
    from datetime import datetime

    from awslab.exam.sitting import Place
    from awslab.progress.live_sitting import LiveSitting
    from awslab.quiz.answers import Answer
    from awslab.quiz.presentation import Presentation

INSTRUCTIONS = """Type your answer, such as b or a,c; a ? at its end marks it as a guess. Other commands:
  forward (or Enter), back, go 12     to another question
  flag, strike b, clear               flag it, strike an option out, take the answer back
  sure, unsure, guess                 how sure you are of the answer
  list                                what is answered, flagged and open
  pause, end, quit                    stop the clock; hand in; leave and continue later"""


class ExamDialogue:
    """Reads commands, records what they do, and says what there is to see."""

    def __init__(
        self, live: LiveSitting, *, say: Callable[[str], None], now: Callable[[], datetime], confirms: bool
    ) -> None:
        self._live, self._say, self._now = live, say, now
        self._confirms = confirms
        """Whether `end` asks again while questions are open."""
        self._saved_at = live.seconds
        self._has_warned = live.state.limit <= WARNING_SECONDS
        self._is_confirming = False

    def run(self, lines: Iterable[str | None]) -> bool:
        """Sit the exam until it is handed in, the time is over, or the lines end; return whether it was handed in.

        None among the lines is a moment without input. Raises ProgressError.
        """
        if self._live.state.is_paused:
            self._record(Resumed())
        self._show_question()
        for line in chain([None], lines):
            self._tell_time()
            if line is not None and not self._live.is_out_of_time and not self._follow(line):
                break
            if self._live.is_out_of_time and not self._live.is_submitted:
                self._say("\nThe time is over.")
                self._record(Ended())
            if self._live.is_submitted:
                return True
        if not self._live.state.is_paused:
            self._record(Paused())
        return False

    def _tell_time(self) -> None:
        """Save the clock once a second, and warn once before the end."""
        if self._live.seconds - self._saved_at >= TICK_SECONDS:
            self._record(Ticked())
        if self._live.state.is_late and not self._has_warned:
            self._has_warned = True
            self._say(f"\nFive minutes are left ({clock_text(self._live.state.remaining)}).")

    def _record(self, event: Event) -> None:
        self._live.apply(event, self._now())
        self._saved_at = self._live.seconds

    def _follow(self, line: str) -> bool:
        """Do what a line says; False when the learner leaves."""
        if self._live.state.is_paused:
            self._record(Resumed())
            self._show_question()
            return True
        is_confirmed, self._is_confirming = self._is_confirming, False
        try:
            command_line = read_command(line, len(self._live.state.places))
            return self._obey(command_line, is_confirmed)
        except UsageError as error:
            self._say(f"{error.message} {error.hint}".strip())
            return True

    def _obey(self, command_line: CommandLine, is_confirmed: bool) -> bool:
        match command_line.command:
            case Command.ANSWER:
                self._answer(command_line)
            case Command.CLEAR:
                self._record(Answered(self._current, None))
                self._say("The question has no answer now.")
            case Command.CERTAINTY:
                self._set_certainty(Certainty(command_line.text))
            case Command.GO:
                self._go(command_line.number)
            case Command.FLAG:
                self._record(Flagged(self._current, not self._place.is_flagged))
                self._say("Flagged." if self._place.is_flagged else "No longer flagged.")
            case Command.STRIKE:
                self._strike(command_line.text)
            case Command.PAUSE:
                self._record(Paused())
                self._say(f"Paused. {NO_PAUSE} Press Enter to continue.")
            case Command.END:
                self._end(is_confirmed)
            case _:
                return self._tell(command_line.command)
        return True

    def _tell(self, command: Command) -> bool:
        """Do what changes nothing; False when the learner leaves."""
        match command:
            case Command.FORWARD:
                self._go(self._current + 1)
            case Command.BACK:
                self._go(self._current - 1)
            case Command.LIST:
                self._say(self._list())
            case Command.HELP:
                self._say(INSTRUCTIONS)
        return command is not Command.QUIT

    @property
    def _current(self) -> int:
        return self._live.state.current

    @property
    def _place(self) -> Place:
        return self._live.state.places[self._current]

    @property
    def _presentation(self) -> Presentation:
        presentation = self._live.paper.presentation(self._current)
        if presentation is None:
            raise UsageError("This question is no longer in the bank, and does not count.", "Go to another one.")
        return presentation

    def _go(self, place: int) -> None:
        if place < 0:
            raise UsageError("This is the first question.")
        if place >= len(self._live.state.places):
            raise UsageError("This is the last question.", "“list” shows what is open; “end” hands in.")
        self._record(Moved(place))
        self._show_question()

    def _answer(self, command_line: CommandLine) -> None:
        answer = read_answer(self._presentation, command_line.text)
        certainty = Certainty.GUESS if command_line.is_guess else self._place.certainty
        self._record(Answered(self._current, answer, certainty))
        self._say(self._answer_text())

    def _set_certainty(self, certainty: Certainty) -> None:
        if self._place.answer is None:
            raise UsageError("This question has no answer yet.", "Answer it first.")
        self._record(Answered(self._current, self._place.answer, certainty))
        self._say(self._answer_text())

    def _strike(self, label: str) -> None:
        options = {option.label: option.id for option in self._presentation.options}
        if label not in options:
            raise UsageError(
                f"There is no option {label or 'without a letter'}.", f"Its options: {', '.join(options)}."
            )
        is_struck = options[label] not in self._place.struck
        self._record(Struck(self._current, options[label], is_struck))
        self._say(f"Option {label} is struck out." if is_struck else f"Option {label} is back.")

    def _end(self, is_confirmed: bool) -> None:
        open_words = open_text(self._live.state)
        if self._confirms and open_words and not is_confirmed:
            self._is_confirming = True
            self._say(f"{open_words}. Type “end” again to hand in, or anything else to go on.")
        else:
            self._record(Ended())

    def _show_question(self) -> None:
        state = self._live.state
        flag = " · flagged" if self._place.is_flagged else ""
        self._say(
            f"\nQuestion {self._current + 1} of {len(state.places)} · {clock_text(state.remaining)} left · "
            f"{state.answered} answered, {pace_text(state)}{flag}\n"
        )
        try:
            presentation = self._presentation
        except UsageError as error:
            self._say(f"{error.message} {error.hint}")
            return
        self._say(f"{wrapped(presentation.stem)}\n\n{presentation.instruction}\n")
        for option in presentation.options:
            text = f"(struck out) {option.text}" if option.id in self._place.struck else option.text
            self._say(wrapped(text, label=f"{option.label})"))
        self._say(f"\n{self._answer_text() if self._place.answer else expected_form(presentation)}")

    def _answer_text(self) -> str:
        certainty = f" ({self._place.certainty.value})" if self._place.certainty else ""
        return f"Your answer: {self._written(self._place.answer)}{certainty}"

    def _written(self, answer: Answer | None) -> str:
        try:
            return write_answer(self._presentation, answer)
        except KeyError:  # the question was edited since
            return "an option that is no longer there"

    def _list(self) -> str:
        state = self._live.state
        flagged = [str(number) for number, place in enumerate(state.places, 1) if place.is_flagged]
        unanswered = [str(number) for number, place in enumerate(state.places, 1) if place.answer is None]
        return wrapped(
            f"{state.answered} of {len(state.places)} answered, {clock_text(self._live.state.remaining)} left, "
            f"{pace_text(state)}.\n\nFlagged: {', '.join(flagged) or 'none'}.\n\n"
            f"Open: {', '.join(unanswered) or 'none'}."
        )
