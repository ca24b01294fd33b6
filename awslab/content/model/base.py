"""What every content record shares: strictness, and the forms that text must have.

The records are plain frozen dataclasses, so that reading cached content needs no validation library at start-up. When
a file is new, pydantic validates it against the same classes: it reads the markers below without our importing it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar


def _yaml_key(field: str) -> str:
    """`with_` in Python is `with` in YAML."""
    return field.removesuffix("_")


class Record:
    """A content record: unknown keys are refused, types are not converted, attribute docstrings describe the keys."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {
        "extra": "forbid",
        "strict": True,
        "alias_generator": _yaml_key,
        "use_attribute_docstrings": True,
    }

    # written once here: made anew for each of the forty records, they would take half of a quiz's start
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class Form:
    """Text that must match a regular expression as a whole; `is_` says in words what is wanted."""

    def __init__(self, pattern: str, is_: str) -> None:
        self.pattern, self.is_ = pattern, is_

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import PydanticCustomError, core_schema

        def check(value: str) -> str:
            if re.fullmatch(self.pattern, value) is None:
                raise PydanticCustomError("form", "{what}", {"what": f"“{value}” is not {self.is_}"})
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        return handler(schema) | {"pattern": f"^(?:{self.pattern})$"}


class OneOf:
    """A union whose members are told apart by the value of one key."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic import Discriminator

        return handler.generate_schema(Annotated[source, Discriminator(self.key)])


class Between:
    """A number within limits."""

    def __init__(self, minimum: int, maximum: int | None = None) -> None:
        self.minimum, self.maximum = minimum, maximum

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic import Field

        return handler.generate_schema(Annotated[source, Field(ge=self.minimum, le=self.maximum)])


class Items:
    """A list of so many members."""

    def __init__(self, minimum: int, maximum: int | None = None) -> None:
        self.minimum, self.maximum = minimum, maximum

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic import Field

        return handler.generate_schema(Annotated[source, Field(min_length=self.minimum, max_length=self.maximum)])


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


Identifier = Annotated[str, Form(r"[a-z0-9]+(?:-[a-z0-9]+)*", "an id: lower-case words joined by hyphens")]
SkillId = Annotated[
    str,
    Form(r"[a-z0-9-]+\.[a-z0-9-]+", "a skill id: a topic and a name joined by a dot, such as lambda.versions"),
]
Text = Annotated[str, Form(r"[\s\S]*\S[\s\S]*", "text: it is empty")]
TaskReference = Annotated[str, Form(r"[A-Z]{3}-C\d\d/\d(?:\.\d+)?", "an exam task such as DVA-C03/1.2")]
Source = Annotated[
    str,
    Form(
        r"https://docs\.aws\.amazon\.com/\S+",
        "a source: an address that begins with https://docs.aws.amazon.com/",
    ),
]
Month = Annotated[str, Form(r"20\d\d-(?:0[1-9]|1[0-2])", "a month such as 2026-11")]
