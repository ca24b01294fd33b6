"""Markdown of a sentence or a few paragraphs as styled text, where a Markdown widget would be too much."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_OPENING = {"strong_open": "bold", "em_open": "italic", "link_open": "underline"}
CODE = "bold $accent"


def styled(text: str) -> Content:
    """Return paragraphs, lists, code and emphasis with their styles; other Markdown stays as it is."""
    blocks: list[Content] = []
    bullet = ""
    for token in _parser().parse(text.strip()):
        if token.type == "list_item_open":
            bullet = "• " if token.markup in "-*+" else f"{token.info}. "
        elif token.type == "inline":
            blocks.append(Content(bullet) + _inline(token.children or []))
            bullet = ""
        elif token.type in ("fence", "code_block"):
            blocks.append(Content(token.content.rstrip()).stylize(CODE))
    return Content("\n").join(blocks)


def plain(text: str) -> str:
    """Return the first paragraph without marks, on one line."""
    return " ".join(styled(text.strip().split("\n\n")[0]).plain.split())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt()


def _inline(tokens: list[Token]) -> Content:
    pieces: list[Content | str] = []
    styles: list[str] = []
    for token in tokens:
        if token.type in _OPENING:
            styles.append(_OPENING[token.type])
        elif token.type.endswith("_close"):
            styles.pop()
        elif token.type == "code_inline":
            pieces.append(Content(token.content).stylize(CODE))
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append("\n" if token.type == "hardbreak" else " ")
        else:
            pieces.append(Content(token.content).stylize(" ".join(styles)) if styles else token.content)
    return Content("").join(pieces)
