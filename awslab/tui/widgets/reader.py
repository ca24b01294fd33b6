"""A text to scroll through; left and right are free for the screen."""

from __future__ import annotations

from textual.binding import Binding
from textual.containers import VerticalScroll


class Reader(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Up, down, and a page at a time."""

    BINDINGS = [
        Binding("up,k", "scroll_up", "Up", show=False),
        Binding("down,j", "scroll_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("home", "scroll_home", "First line", show=False),
        Binding("end", "scroll_end", "Last line", show=False),
    ]
