"""Answers of query services as JSON, which they give to those who accept it, as API Gateway does by default (pure).

Recorded from the real service: test_sqs_request_and_response_xml_templates_integration of aws-errors.tsv's source. How
lists look in it is in none of AWS's pages: here, elements of one name that repeat, and `member`s, are a list.
"""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

from awslab.cloud.api_gateway.backends import BackendAnswer


def as_json(answer: BackendAnswer) -> BackendAnswer:
    """Return the answer with a JSON body; unchanged when it is no XML."""
    try:
        root = ElementTree.fromstring(answer.body)
    except ElementTree.ParseError:
        return answer
    value = _value(root)
    name = _name(root)
    whole = value if name == "ErrorResponse" else {name: value}
    headers = [header for header in answer.headers if header[0].lower() not in ("content-type", "content-length")]
    headers.append(("Content-Type", "application/json"))
    return replace(answer, headers=headers, body=json.dumps(whole, separators=(",", ":")).encode())


def _value(element: ElementTree.Element) -> object:
    children = list(element)
    if not children:
        return element.text or ""
    if all(_name(child) == "member" for child in children):
        return [_value(child) for child in children]
    values: dict[str, object] = {}
    for child in children:
        name = _name(child)
        if name in values:
            before = values[name]
            values[name] = [*before, _value(child)] if isinstance(before, list) else [before, _value(child)]
        else:
            values[name] = _value(child)
    return values


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
