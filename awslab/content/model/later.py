"""Types of the model that are loaded when a file is checked, not when a quiz starts."""

from __future__ import annotations

from typing import Any


class Later:
    """A type of `awslab.content.model.proof` that is loaded when a file is checked, not when a quiz starts."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def type(self) -> Any:
        """The type itself."""
        from awslab.content.model import proof

        return getattr(proof, self.name)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return handler.generate_schema(self.type)
