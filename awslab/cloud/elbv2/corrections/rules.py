"""Elastic Load Balancing: rules with regular expressions and transforms, which moto does not know."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.models import ELBv2Backend, FakeListenerRule
from moto.elbv2.responses import ELBV2Response

from awslab.cloud.gateway.corrections import Original, correct

FakeListenerRule.transforms = ()  # type: ignore[attr-defined]  # those made by CloudFormation have none


@correct(ELBv2Backend, "_validate_conditions")
def conditions_may_have_regular_expressions(original: Original, backend: Any, conditions: list[dict[str, Any]]) -> Any:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html: "either value
    matching or regular expression (regex) matching"; what is wrong with an expression is asked before."""
    return original(backend, [each for each in conditions if not _has_expressions(each)])


@correct(ELBV2Response, "create_rule")
def rules_keep_their_transforms(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html: Transforms"""
    result = original(response)
    result.result["Rules"][0].transforms = list(response._get_params().get("Transforms") or ())
    return result


@correct(ELBV2Response, "modify_rule")
def transforms_are_changed_alone_or_with_the_rest(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html: Transforms,
    ResetTransforms"""
    given = response._get_params()
    has_transforms = "Transforms" in given or "ResetTransforms" in given
    if has_transforms and not (given.get("Conditions") or given.get("Actions")):
        found = response.elbv2_backend.describe_rules(listener_arn=None, rule_arns=[given["RuleArn"]])
        result: Any = ActionResult({"Rules": [found[0]]})
    else:
        result = original(response)
    if has_transforms:
        result.result["Rules"][0].transforms = list(given.get("Transforms") or ())
    return result


def _has_expressions(condition: dict[str, Any]) -> bool:
    return any("RegexValues" in config for config in condition.values() if isinstance(config, dict))
