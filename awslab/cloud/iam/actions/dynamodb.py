"""What calls to Amazon DynamoDB need (pure).

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/using-identity-based-policies.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope, Parameters, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_VERBS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
_PARTIQL = {"select": "PartiQLSelect", "insert": "PartiQLInsert", "update": "PartiQLUpdate", "delete": "PartiQLDelete"}
_TABLE_OF = {
    "select": r'\bfrom\s+"?([\w.-]+)',
    "insert": r'\binto\s+"?([\w.-]+)',
    "update": r'\bupdate\s+"?([\w.-]+)',
    "delete": r'\bfrom\s+"?([\w.-]+)',
}


def steps(request: AwsRequest, scope: CallScope) -> Steps | None:
    """Return the actions on the tables that batches, transactions and PartiQL name inside, or on a queried index."""
    parameters, operation = request.parameters, request.operation
    if operation in ("BatchGetItem", "BatchWriteItem"):
        return iter([(operation, _tables(parameters.get("RequestItems") or (), scope))])
    if operation == "TransactGetItems":
        names = [(item.get("Get") or {}).get("TableName") for item in parameters.get("TransactItems") or ()]
        return iter([("GetItem", _tables(names, scope))])
    if operation == "TransactWriteItems":
        return (
            (_VERBS[verb], _tables([action.get("TableName")], scope))
            for item in parameters.get("TransactItems") or ()
            for verb, action in item.items()
            if verb in _VERBS
        )
    if operation in ("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"):
        statements = parameters.get("Statements") or parameters.get("TransactStatements") or [parameters]
        return (step for statement in statements for step in _statement(str(statement.get("Statement", "")), scope))
    if operation in ("Query", "Scan") and parameters.get("IndexName"):
        table = _tables([parameters.get("TableName")], scope)["ResourceArns"][0]
        return iter([(operation, {"ResourceArn": f"{table}/index/{parameters['IndexName']}", "TableName": None})])
    return None


def _tables(names: Iterable[object], scope: CallScope) -> Parameters:
    start = f"arn:aws:dynamodb:{scope.region}:{scope.account_id}:table/"
    tables = dict.fromkeys(str(name) for name in names if name)
    return {"ResourceArns": [table if table.startswith("arn:") else start + table for table in tables]}


def _statement(text: str, scope: CallScope) -> Steps:
    verb = text.strip().partition(" ")[0].lower()
    table = re.search(_TABLE_OF[verb], text, re.IGNORECASE) if verb in _PARTIQL else None
    if table:
        yield _PARTIQL[verb], _tables([table[1]], scope)
