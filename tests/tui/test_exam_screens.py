"""A mock exam in the interface: by keys and by mouse, saved before it is shown, left, killed and continued."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from awslab.errors import ProgressError
from awslab.exam.planning import ExamRequest
from awslab.exam.sitting import Certainty, Timed
from awslab.progress.store import ProgressStore
from awslab.quiz.answers import ChoiceAnswer
from awslab.tui.app import AwslabApp
from awslab.tui.screens.exam import ExamScreen
from awslab.tui.screens.exam_dialogs import OverviewScreen, PauseScreen
from awslab.tui.screens.exam_result import ExamResultScreen
from awslab.tui.screens.exam_review import ExamReviewScreen
from awslab.tui.screens.exam_start import ExamStartScreen
from awslab.tui.screens.exams import ExamsScreen
from awslab.tui.screens.home import HomeScreen
from awslab.tui.screens.notes import NotesScreen
from awslab.tui.screens.quiz import QuizScreen
from awslab.tui.widgets.answers.row import MarkedRow
from awslab.tui.widgets.question_grid import QuestionGrid
from awslab.tui.widgets.rows import Rows
from tests.tui.exam_stage import CODE, Stopwatch, begin, exam_app, exam_pack, key_letters, letter
from tests.tui.stage import LARGE, MEDIUM, SMALL, app_for, front, sentence, settle, text_of

SHORT = ExamRequest(count=6)


@pytest.fixture
def store() -> Iterator[ProgressStore]:
    with ProgressStore.open(":memory:") as store:
        yield store


async def tick(pilot: Pilot[Any], screen: ExamScreen, stopwatch: Stopwatch, seconds: float) -> None:
    """Let time pass and have the screen notice it."""
    stopwatch.seconds += seconds
    screen._tick()
    await settle(pilot)


async def submit(pilot: Pilot[Any]) -> ExamResultScreen:
    """Hand in, and return the result."""
    await pilot.press("h")
    await settle(pilot)
    await pilot.press("tab", "enter")
    await settle(pilot)
    screen = front_of(pilot)
    assert isinstance(screen, ExamResultScreen)
    return screen


def notices(pilot: Pilot[Any]) -> list[str]:
    """The titles of the notices so far."""
    return [notice.title for notice in pilot.app._notifications]


def front_of(pilot: Pilot[Any]) -> Any:
    app = pilot.app
    assert isinstance(app, AwslabApp)
    return front(app)


async def test_the_start_page_says_what_will_come(tmp_path: Path) -> None:
    async with exam_app(tmp_path).run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        text = text_of(front_of(pilot))
        for words in (
            "65 questions, 130 minutes",
            "The real exam has no pause",
            "15 of them do not count",
            "2 Security 40 %",
        ):
            assert words in text
        await pilot.press("s")
        await settle(pilot)
        assert "20 questions, 40 minutes" in text_of(front_of(pilot))


async def test_too_few_questions_are_said_and_can_be_sat(tmp_path: Path) -> None:
    async with exam_app(tmp_path, count=20).run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        text = text_of(front_of(pilot))
        assert "The bank has 20 questions for this form of DVA-C03, not 65" in text
        assert "20 questions that there are, not 65" in text
        screen = await begin(pilot)
        assert len(screen.live.state.places) == 20


async def test_tasks_without_a_question_are_named(tmp_path: Path) -> None:
    async with exam_app(tmp_path, count=2).run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert "2.1 Authentication and authorization: about 20 % of the exam" in text_of(front_of(pilot))


async def test_keys_answer_flag_strike_and_say_how_sure(tmp_path: Path, store: ProgressStore) -> None:
    async with exam_app(tmp_path, store=store, request=SHORT).run_test(size=SMALL) as pilot:
        screen = await begin(pilot)
        await pilot.press(*key_letters(screen), "g", "g", "m", "home")
        refused = letter(screen, "refused")
        await pilot.press(*["up"] * 4, *["down"] * "abcd".index(refused), "x")
        await settle(pilot)
        place = screen.live.state.places[0]
        assert place.answer is not None
        assert (place.is_flagged, place.certainty) == (True, Certainty.UNSURE)
        assert place.struck == {"refused"}
        assert "You are unsure." in sentence(screen)
        assert "! flagged" in text_of(screen)
        record = store.exams.open_sitting(CODE)
        assert record is not None
        assert record.state.places == screen.live.state.places


async def test_a_click_chooses_and_another_takes_it_back(tmp_path: Path) -> None:
    async with exam_app(tmp_path, request=SHORT).run_test(size=SMALL) as pilot:
        screen = await begin(pilot)
        presentation = screen.live.paper.presentation(0)
        assert presentation is not None
        await pilot.click(screen.query(MarkedRow)[1])
        await settle(pilot)
        assert screen.live.state.places[0].answer == ChoiceAnswer.of(presentation.options[1].id)
        await pilot.click(screen.query(MarkedRow)[1])
        await settle(pilot)
        assert screen.live.state.places[0].answer is None


async def test_nothing_tells_the_verdict_before_the_end(tmp_path: Path) -> None:
    async with exam_app(tmp_path, request=SHORT).run_test(size=MEDIUM) as pilot:
        screen = await begin(pilot)
        await pilot.press(*key_letters(screen))
        await settle(pilot)
        text = text_of(screen)
        for words in ("The versions stay", "Removing the delete marker", "✓", "✗", "Right", "not counted"):
            assert words not in text
        assert "Your answer is saved" in sentence(screen)


async def test_quick_presses_are_all_taken_in_their_order(tmp_path: Path, store: ProgressStore) -> None:
    async with exam_app(tmp_path, store=store, request=SHORT).run_test(size=SMALL) as pilot:
        screen = await begin(pilot)
        await pilot.press("right", "right", "m", "right", "left", "left", "m")
        await settle(pilot)
        state = screen.live.state
        assert state.current == 1
        assert [place.is_flagged for place in state.places] == [False, True, True, False, False, False]


async def test_the_overview_leads_to_a_question_and_to_the_open_ones(tmp_path: Path) -> None:
    async with exam_app(tmp_path, request=SHORT).run_test(size=SMALL) as pilot:
        screen = await begin(pilot)
        await pilot.press(*key_letters(screen), "m", "o")
        await settle(pilot)
        overview = front_of(pilot)
        assert isinstance(overview, OverviewScreen)
        assert "1 of 6 answered. 5 without an answer, 1 flagged" in text_of(overview)
        assert "1 ●!" in text_of(overview)
        await pilot.press("f", "f", "enter")
        await settle(pilot)
        assert screen.live.state.current == 2
        await pilot.press("o")
        await settle(pilot)
        await pilot.click(front_of(pilot).query_one(QuestionGrid), offset=(4 * 7 + 2, 0))
        await settle(pilot)
        assert screen.live.state.current == 4


async def test_on_a_wide_screen_the_overview_is_always_there(tmp_path: Path) -> None:
    async with exam_app(tmp_path, request=SHORT).run_test(size=LARGE) as pilot:
        screen = await begin(pilot)
        await pilot.click(screen.query_one(QuestionGrid), offset=(3 * 7 + 2, 0))
        await settle(pilot)
        assert screen.live.state.current == 3


async def test_the_clock_is_saved_each_second_and_a_kill_loses_nothing_more(
    tmp_path: Path, store: ProgressStore
) -> None:
    stopwatch = Stopwatch()
    async with exam_app(tmp_path, store=store, stopwatch=stopwatch, request=SHORT).run_test(size=SMALL) as pilot:
        screen = await begin(pilot)
        await pilot.press(*key_letters(screen), "right")
        await settle(pilot)
        await tick(pilot, screen, stopwatch, 61)
        before = screen.live.state
        assert "0:10:59 left" in text_of(screen)
    async with exam_app(tmp_path, store=store, stopwatch=Stopwatch(), request=SHORT).run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "1 of 6 answered, 0:10:59 left" in text_of(front_of(pilot))
        await pilot.press("c")
        await settle(pilot)
        screen = front_of(pilot)
        assert isinstance(screen, ExamScreen)
        assert screen.live.state.places[:1] == before.places[:1]
        assert (screen.live.state.current, screen.live.seconds) == (1, 61)


async def test_a_pause_covers_the_question_and_stops_the_clock(tmp_path: Path) -> None:
    stopwatch = Stopwatch()
    async with exam_app(tmp_path, stopwatch=stopwatch, request=SHORT).run_test(size=SMALL) as pilot:
        screen = await begin(pilot)
        stopwatch.seconds += 10
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(front_of(pilot), PauseScreen)
        assert "The real exam has no pause" in text_of(front_of(pilot))
        assert "delete" not in text_of(front_of(pilot))
        await tick(pilot, screen, stopwatch, 1000)
        await pilot.press("enter")
        await settle(pilot)
        assert (screen.live.seconds, screen.live.state.is_paused, screen.live.state.pauses) == (10, False, 1)


async def test_the_warning_comes_once_and_the_end_of_the_time_hands_in(tmp_path: Path, store: ProgressStore) -> None:
    stopwatch = Stopwatch()
    async with exam_app(tmp_path, store=store, stopwatch=stopwatch, request=SHORT).run_test(size=MEDIUM) as pilot:
        screen = await begin(pilot)
        await tick(pilot, screen, stopwatch, 7 * 60 + 1)
        await tick(pilot, screen, stopwatch, 1)
        assert notices(pilot) == ["Five minutes"]
        await pilot.press("o")
        await settle(pilot)
        await tick(pilot, screen, stopwatch, 5 * 60)
        assert isinstance(front_of(pilot), ExamResultScreen)
        assert "6 without an answer" in text_of(front_of(pilot))
        assert len(store.exams.submitted(CODE)) == 1


async def test_handing_in_asks_first_and_shows_the_result(tmp_path: Path) -> None:
    async with exam_app(tmp_path, request=SHORT).run_test(size=LARGE) as pilot:
        screen = await begin(pilot)
        for _ in range(6):
            await pilot.press(*key_letters(screen))
            await settle(pilot)
            await pilot.press("right")
            await settle(pilot)
        assert isinstance(front_of(pilot), OverviewScreen)  # after the last question
        await pilot.press("h")
        await settle(pilot)
        assert "Every question has an answer" in text_of(front_of(pilot))
        await pilot.press("escape")
        await settle(pilot)
        assert front_of(pilot) is screen
        result = await submit(pilot)
        text = text_of(result)
        assert "Passed: 1000 of 1000, 720 pass." in text
        assert "Every answer was right." in text
        assert not result.check_action("review_wrong", ())


async def test_the_result_leads_to_review_notes_and_a_quiz_of_the_wrong_ones(tmp_path: Path) -> None:
    async with exam_app(tmp_path, request=SHORT).run_test(size=LARGE) as pilot:
        screen = await begin(pilot)
        await pilot.press(*key_letters(screen))
        await settle(pilot)
        result = await submit(pilot)
        assert result.query_one("#study", Rows).rows
        await pilot.press("v")
        await settle(pilot)
        review = front_of(pilot)
        assert isinstance(review, ExamReviewScreen)
        assert "1 of 6" in text_of(review)
        assert "✓ Right." in sentence(review)
        await pilot.press("w")
        await settle(pilot)
        assert "1 of 5 wrong" in text_of(review)
        await pilot.press("right")
        await settle(pilot)
        assert "2 of 5 wrong" in text_of(review)
        assert "The versions stay." in text_of(review)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        if isinstance(front_of(pilot), NotesScreen):
            await pilot.press("escape")
            await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(front_of(pilot), QuizScreen)
        assert "1 of 5" in text_of(front_of(pilot))


async def test_choosing_a_question_of_the_result_opens_it(tmp_path: Path) -> None:
    async with exam_app(tmp_path, request=SHORT).run_test(size=LARGE) as pilot:
        await begin(pilot)
        result = await submit(pilot)
        rows = result.query_one("#questions", Rows)
        rows.focus()
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert "3 of 6" in text_of(front_of(pilot))


async def test_leaving_saves_and_says_so(tmp_path: Path, store: ProgressStore) -> None:
    async with exam_app(tmp_path, store=store, request=SHORT).run_test(size=SMALL) as pilot:
        await begin(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(front_of(pilot), HomeScreen)
        record = store.exams.open_sitting(CODE)
        assert record is not None
        assert record.state.is_paused


async def test_an_event_that_cannot_be_saved_is_not_shown(
    tmp_path: Path, store: ProgressStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with exam_app(tmp_path, store=store, request=SHORT).run_test(size=MEDIUM) as pilot:
        screen = await begin(pilot)
        state = screen.live.state

        def refuse(_timed: Timed, _at: object) -> None:
            raise ProgressError("The disk is full.", "Make room, and try again.")

        monkeypatch.setattr(screen.live, "save", refuse)
        await pilot.press(*key_letters(screen))
        await settle(pilot)
        assert screen.live.state == state
        assert "(•)" not in text_of(screen)
        assert notices(pilot) == ["The disk is full."]


async def test_home_the_list_and_the_palette_lead_to_an_exam(tmp_path: Path) -> None:
    async with app_for(tmp_path, pack=exam_pack(tmp_path)).run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(front_of(pilot), ExamsScreen)
        assert "160 questions" in text_of(front_of(pilot))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(front_of(pilot), ExamStartScreen)
        await pilot.press("escape", "escape", "ctrl+p")
        await pilot.press(*"mock exam dva")
        await pilot.pause(0.5)
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(front_of(pilot), ExamStartScreen)


async def test_results_of_earlier_attempts_are_plotted(tmp_path: Path, store: ProgressStore) -> None:
    for _ in range(2):
        async with exam_app(tmp_path, store=store, request=SHORT).run_test(size=LARGE) as pilot:
            await begin(pilot)
            await submit(pilot)
    async with exam_app(tmp_path, store=store, request=SHORT).run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert "of 2 attempts" in text_of(front_of(pilot))
        await pilot.press("r")
        await settle(pilot)
        text = text_of(front_of(pilot))
        assert text.count("2026-11-21") == 2
        assert text.count("│───") >= 2
