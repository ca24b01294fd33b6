"""What calls to DynamoDB, ECS and Elastic Load Balancing need (pure).

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awslab.cloud.iam.actions_arns import Where

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

Steps = Iterator[tuple[str, Mapping[str, Any]]]

_VERBS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
_PARTIQL = {"select": "PartiQLSelect", "insert": "PartiQLInsert", "update": "PartiQLUpdate", "delete": "PartiQLDelete"}
_TABLE_OF = {
    "select": r'\bfrom\s+"?([\w.-]+)',
    "insert": r'\binto\s+"?([\w.-]+)',
    "update": r'\bupdate\s+"?([\w.-]+)',
    "delete": r'\bfrom\s+"?([\w.-]+)',
}
_BALANCER_KINDS = {"network": "net", "gateway": "gwy"}


def steps(request: AwsRequest, where: Where) -> Steps | None:
    """Batches, transactions and PartiQL name their tables inside; a query of an index is for the index.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/using-identity-based-policies.html
    """
    given, operation = request.parameters, request.operation
    if operation in ("BatchGetItem", "BatchWriteItem"):
        return iter([(operation, _tables(given.get("RequestItems") or (), where))])
    if operation == "TransactGetItems":
        got = [(each.get("Get") or {}).get("TableName") for each in given.get("TransactItems") or ()]
        return iter([("GetItem", _tables(got, where))])
    if operation == "TransactWriteItems":
        return (
            (_VERBS[verb], _tables([item.get("TableName")], where))
            for each in given.get("TransactItems") or ()
            for verb, item in each.items()
            if verb in _VERBS
        )
    if operation in ("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"):
        written = given.get("Statements") or given.get("TransactStatements") or [given]
        return (each for statement in written for each in _statement(str(statement.get("Statement", "")), where))
    if operation in ("Query", "Scan") and given.get("IndexName"):
        table = _tables([given.get("TableName")], where)["ResourceArns"][0]
        return iter([(operation, {"ResourceArn": f"{table}/index/{given['IndexName']}", "TableName": None})])
    return None


def tasks(request: AwsRequest, where: Where) -> Steps | None:
    """A cluster that is not named is the one called `default`; a task definition's revision comes with its name.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
    """
    given = dict(request.parameters)
    if not any(given.get(each) for each in ("cluster", "clusterName", "clusters")):
        given["cluster"] = "default"
    definition = str(given.get("taskDefinition") or "")
    if definition and not definition.startswith("arn:"):
        revision = definition if ":" in definition else f"{definition}:*"
        given["taskDefinition"] = f"arn:aws:ecs:{where.region}:{where.account_id}:task-definition/{revision}"
    return iter([(request.operation, given)])


def balancers(request: AwsRequest, where: Where) -> Steps | None:
    """A new load balancer's ARN says its kind (of those that `elbv2` makes).

    https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-authentication-access-control.html
    """
    if request.operation != "CreateLoadBalancer" or request.service != "elbv2":
        return None
    kind = _BALANCER_KINDS.get(str(request.parameters.get("Type")), "app")
    start = f"arn:aws:elasticloadbalancing:{where.region}:{where.account_id}:loadbalancer"
    return iter([(request.operation, {"ResourceArn": f"{start}/{kind}/{request.parameters.get('Name')}/*"})])


def _tables(names: Any, where: Where) -> dict[str, Any]:
    start = f"arn:aws:dynamodb:{where.region}:{where.account_id}:table/"
    written = dict.fromkeys(str(each) for each in names if each)
    return {"ResourceArns": [each if each.startswith("arn:") else start + each for each in written]}


def _statement(text: str, where: Where) -> Steps:
    verb = text.strip().partition(" ")[0].lower()
    found = re.search(_TABLE_OF[verb], text, re.IGNORECASE) if verb in _PARTIQL else None
    if found:
        yield _PARTIQL[verb], _tables([found[1]], where)
