"""Where the statements stand in a policy's text (pure).

The simulator gives the line and column of a statement's opening brace and of what follows its closing brace:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html#API_SimulatePrincipalPolicy_Examples
"""

from __future__ import annotations

from awslab.cloud.iam.policies.document import Position
from awslab.cloud.iam.policies.spans import value_spans

StatementSpan = tuple[Position, Position]


def statement_spans(text: str) -> list[StatementSpan]:
    """Return the spans of a valid JSON document's statements, in their order."""
    spans = value_spans(text, depth=2)
    whole = spans.pop(("Statement",), None)
    statements = [span for path, span in spans.items() if path[:1] == ("Statement",)]
    if whole is not None and text[whole[0]] != "[":
        statements = [whole]
    return [(_position(text, start), _position(text, end)) for start, end in statements]


def _position(text: str, place: int) -> Position:
    return Position(text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))
