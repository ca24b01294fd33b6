"""What any Textual program with a header, a tree, Markdown and a footer costs before it does something of its own."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Markdown, Tree


class EmptyApp(App[None]):
    """Four widgets, nothing in them."""

    TITLE = "An empty app"

    def compose(self) -> ComposeResult:
        yield Header()
        yield Tree("An empty tree")
        yield Markdown()
        yield Footer()


if __name__ == "__main__":
    EmptyApp().run()
