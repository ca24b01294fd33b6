"""JSON Schemas of the content files, for editors that complete and check while an instructor types."""

from __future__ import annotations

import warnings
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from pydantic.json_schema import PydanticJsonSchemaWarning

from awslab.content.model import Drill, ExamsFile, Lab, Question, TopicsFile
from awslab.content.validation import adapter
from awslab.drills.catalogue import names

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas by name: `questions`, `drills`, `topics`, `exams`, `lab`."""
    question = TypeAdapter(Annotated[Question, Field(discriminator="type")])
    with warnings.catch_warnings():
        # a key that was left out has no JSON form, and an editor needs no default for it
        warnings.simplefilter("ignore", PydanticJsonSchemaWarning)
        return {
            "questions": _titled("awslab questions", _list_of("questions", question.json_schema())),
            "drills": _titled("awslab drills", _list_of("drills", _drill_schema())),
            "topics": _titled("awslab topics", adapter(TopicsFile).json_schema()),
            "exams": _titled("awslab exams", adapter(ExamsFile).json_schema()),
            "lab": _titled("awslab lab", adapter(Lab).json_schema()),
        }


def _drill_schema() -> dict[str, Any]:
    schema = adapter(Drill).json_schema()
    schema["properties"]["generator"]["enum"] = list(names())
    return schema


def _list_of(key: str, member: dict[str, Any]) -> dict[str, Any]:
    definitions = member.pop("$defs", {})
    return {
        "type": "object",
        "properties": {key: {"type": "array", "items": member}},
        "required": [key],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _titled(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": _DRAFT, **schema, "title": title}
