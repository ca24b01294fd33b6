"""Which condition keys a policy asks for (pure).

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awslab.cloud.iam.policies.comparisons import WITH_VARIABLES
from awslab.cloud.iam.policies.context import Keys
from awslab.cloud.iam.policies.document import Document, Statement
from awslab.cloud.iam.policies.variables import keys_in


def context_keys(documents: Iterable[Document]) -> list[str]:
    """Return the keys of conditions and variables, as they are written, in their order; a key may come twice, as in
    AWS's example."""
    return [key for document in documents for statement in document.statements for key in _keys(statement, document)]


def missing_keys(documents: Iterable[Document], keys: Keys) -> list[str]:
    """Return the keys of documents that a request has no value for, each once."""
    missing = {key.lower(): key for key in reversed(context_keys(documents)) if key.lower() not in keys}
    return list(reversed(missing.values()))


def _keys(statement: Statement, document: Document) -> Iterator[str]:
    if document.has_variables:
        for resource in (*(statement.resources or ()), *(statement.not_resources or ())):
            yield from keys_in(resource)
    for condition in statement.conditions:
        yield condition.key_text
        if document.has_variables and condition.operator in WITH_VARIABLES:
            for value in condition.values:
                yield from keys_in(value)
