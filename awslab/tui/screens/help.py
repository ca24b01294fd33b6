"""The keys, and how things work."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Markdown

from awslab.tui.screens.page import Page
from awslab.tui.widgets.reader import Reader

_TEXT = """
## Everywhere

| key | does |
|---|---|
| `Tab`, arrow keys | move; `Enter` or a click opens |
| `Escape` | back |
| `Ctrl+P` | find a topic, a lab or an action by name |
| `F1` or `?` | this page |
| `Ctrl+Q` | leave awslab; nothing is lost |

The line at the bottom shows the keys of the screen you are on; you can click them. `Ctrl+P` and then *theme* changes
the colours; awslab remembers your choice.

## Quiz

| key | does |
|---|---|
| `a` to `h` | choose an option; the arrow keys and `Space` do as well |
| `u`, `d` | move an item of an order up or down, also `Shift` with an arrow |
| `1` to `8`, then a letter | give a prompt its choice |
| `[`, `]` | the parts of a case |
| `Enter` | submit; then the next question |
| `g` | say that you guessed, so that the question comes back sooner |
| `s` | skip |
| `n` | after the answer: the notes on it |

While you type an answer, use `Ctrl+G` to say that you guessed, `Ctrl+S` to skip, and `Ctrl+N` and `Ctrl+B`
for the parts of a case. Every answer is saved before you
see the verdict; you can stop at any time. A wrong answer brings the question back in ten minutes, a right one in days,
then weeks: *Review* asks what is due today.

## Mock exam

| key | does |
|---|---|
| `a` to `f`, `Space` | choose an option; once more takes it back |
| `x` | strike the marked option out |
| `Enter`, `→`, `←` | the next question, the one before |
| `m` | flag the question for later |
| `g` | how sure you are: sure, unsure, guess |
| `o` | overview: answered, flagged, open; choose one to go there |
| `p` | pause; the real exam has none |
| `h` | hand in, after asking |
| `Escape` | leave; the exam is saved and continues when you open it again |

No verdict is shown before the end. Everything is saved before you see it, the clock each second.

## Lab

| key | does |
|---|---|
| `F5` or `Ctrl+R` | save your program, run it in an empty AWS, check what it made |
| `F6` | check what is there now, without running your program |
| `F7` | one more hint for the step you are on |
| `F8` | the solution, after asking |
| `F9` | restart the lab, after asking; your program is saved as `main.before-….py` |
| `F2`, `F3`, `F4` | steps, program, output; `F4` again: the trail, and how to connect |
| `Ctrl+S` | save your program; running and leaving save it too |
| `Escape` or `Ctrl+C` | cancel what is running |

Signs: ✓ passed, ✗ failed, … waiting for an earlier check or step, ! awslab could not judge (never your fault),
○ not judged yet.

The AWS of a lab is a sandbox on your own machine. Your program never sees your real AWS credentials and can reach
nothing beyond this machine. `main.py` lies in your workspace; you may edit it with another editor as well. What you
build lives until you run again, restart the lab, or leave awslab; your files stay.

## Mastery

The percentage says how much of a topic you would know today: how likely you are to remember each question, times how
lasting that is. Questions you have never seen count as 0. Words: *not begun*, *beginning*, *growing* from 30 %, *good*
from 60 %, *strong* from 85 %.
"""


class HelpScreen(Page):
    """One page of text."""

    DEFAULT_CSS = """
    HelpScreen #help { height: 1fr; padding: 0 2; }
    HelpScreen #help Markdown { max-width: 110; }
    """
    PLACE = "Help"
    AUTO_FOCUS = "#help"

    def compose_body(self) -> ComposeResult:
        with Reader(id="help"):
            yield Markdown(_TEXT)
