"""The command palette."""

from textual.command import Hits, Provider


class AwslabCommands(Provider):
    async def search(self, query: str) -> Hits:
        return
        yield
