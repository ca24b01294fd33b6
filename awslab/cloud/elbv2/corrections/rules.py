"""Elastic Load Balancing: rules with regular expressions and transforms, which moto does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from moto.core.responses import ActionResult
from moto.elbv2.models import ELBv2Backend, FakeListenerRule
from moto.elbv2.responses import ELBV2Response

from awslab.cloud.elbv2.state import RuleRecord
from awslab.cloud.gateway.corrections import Original, correct

FakeListenerRule.transforms = ()  # type: ignore[attr-defined]  # those made by CloudFormation have none


@correct(ELBv2Backend, "_validate_conditions")
def admit_regular_expressions(
    original: Original, backend: ELBv2Backend, conditions: Sequence[Mapping[str, object]]
) -> object:
    """Admit conditions with regular expressions; a guard refuses expressions that cannot be read.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html: "either value
    matching or regular expression (regex) matching".
    """
    return original(backend, [condition for condition in conditions if not _has_expressions(condition)])


@correct(ELBV2Response, "create_rule")
def save_transforms(original: Original, response: ELBV2Response) -> ActionResult:
    """Save the transforms of a new rule.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html: Transforms
    """
    result: ActionResult = original(response)
    _rule_of(result).transforms = list(response._get_params().get("Transforms") or ())
    return result


@correct(ELBV2Response, "modify_rule")
def change_transforms(original: Original, response: ELBV2Response) -> ActionResult:
    """Change the transforms of a rule, alone or with its conditions and actions.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html: Transforms,
    ResetTransforms
    """
    members = response._get_params()
    has_transforms = "Transforms" in members or "ResetTransforms" in members
    result: ActionResult
    if has_transforms and not (members.get("Conditions") or members.get("Actions")):
        rules = response.elbv2_backend.describe_rules(listener_arn=None, rule_arns=[members["RuleArn"]])
        result = ActionResult({"Rules": [rules[0]]})
    else:
        result = original(response)
    if has_transforms:
        _rule_of(result).transforms = list(members.get("Transforms") or ())
    return result


def _rule_of(result: ActionResult) -> RuleRecord:
    return cast("Mapping[str, list[RuleRecord]]", result.result)["Rules"][0]


def _has_expressions(condition: Mapping[str, object]) -> bool:
    return any("RegexValues" in config for config in condition.values() if isinstance(config, dict))
