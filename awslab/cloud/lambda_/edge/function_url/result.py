"""The answer that a function's result stands for: it describes one, or is the JSON to send (pure).

https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
"""

from __future__ import annotations

from awslab.cloud.edge.result_v1 import Described, parsed
from awslab.cloud.edge.result_v2 import described_or_inferred


def described(payload: str) -> Described:
    """Return the answer: a result without a status is the body of a 200, and a text keeps its quotes.

    Raises MalformedResultError.
    """
    result = parsed(payload)
    if isinstance(result, dict) and "statusCode" in result:
        return described_or_inferred(payload)
    return Described(200, [("content-type", "application/json")], payload, is_base64=False)
