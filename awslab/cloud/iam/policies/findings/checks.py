"""What IAM Access Analyzer would say of a policy: its checks of the grammar, and a few of what is risky (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html has the codes and the
words. These are about twenty of its checks; what is not here is not found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from awslab.cloud.iam.policies.findings.actions import of_actions, of_passing
from awslab.cloud.iam.policies.findings.conditions import of_conditions
from awslab.cloud.iam.policies.findings.finding import Catalogue, Finding, PolicyUse
from awslab.cloud.iam.policies.policy_text import listed
from awslab.cloud.iam.policies.spans import Path

_VERSIONS = ("2012-10-17", "2008-10-17")
_TOP = ("Version", "Id", "Statement")
_PAIRS = (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal"))
_ELEMENTS = ("Sid", "Effect", "Condition", *(name for pair in _PAIRS for name in pair))
_PRINCIPALS = ("AWS", "CanonicalUser", "Federated", "Service")


def findings(text: str, use: PolicyUse, catalogue: Catalogue, *, is_trust: bool = False) -> list[Finding]:
    """Return every finding, in the order of the document. A trust policy needs no Resource."""
    try:
        policy = json.loads(text)
    except json.JSONDecodeError as fault:
        place = f"index {fault.pos} line {fault.lineno} column {fault.colno - 1}"
        return [Finding("ERROR", "JSON_SYNTAX_ERROR", f"Fix the JSON syntax error at {place}.", ())]
    if not isinstance(policy, dict):
        return [Finding("ERROR", "DATA_TYPE_MISMATCH", _mismatch("object"), ())]
    policy_findings = list(_of_document(policy))
    statements = policy.get("Statement")
    for index, statement in enumerate(listed(statements)):
        path: Path = ("Statement", index) if isinstance(statements, list) else ("Statement",)
        if isinstance(statement, dict):
            policy_findings += _of_statement(statement, path, use, is_trust)
            policy_findings += of_actions(statement, path, catalogue)
            policy_findings += of_passing(statement, path)
        else:
            policy_findings.append(Finding("ERROR", "DATA_TYPE_MISMATCH", _mismatch("object"), path))
    return policy_findings


def _mismatch(kind: str) -> str:
    return f"The text does not match the expected JSON data type {kind}."


def _of_document(policy: Mapping[str, Any]) -> Iterator[Finding]:
    yield from (_invalid_element(name, (name,)) for name in policy if name not in _TOP)
    if "Version" not in policy:
        sentence = "We recommend that you specify the Version element to help you with debugging permission issues."
        yield Finding("WARNING", "MISSING_VERSION", sentence, ())
    elif policy["Version"] not in _VERSIONS:
        sentence = f"The version {policy['Version']} is not valid. Use one of the following versions: "
        yield Finding("ERROR", "INVALID_VERSION", sentence + ", ".join(_VERSIONS), ("Version",))
    if not listed(policy.get("Statement")):
        yield Finding("ERROR", "MISSING_STATEMENT", "Add a statement to the policy", ())
    statements = [statement for statement in listed(policy.get("Statement")) if isinstance(statement, dict)]
    sids = [statement["Sid"] for statement in statements if "Sid" in statement]
    if len(set(map(str, sids))) < len(sids):
        sentence = "We recommend that you use statement IDs that are unique to your policy. Update the Sid value."
        yield Finding("WARNING", "UNIQUE_SIDS_RECOMMENDED", sentence, ("Statement",))


def _invalid_element(name: str, path: Path) -> Finding:
    return Finding("ERROR", "INVALID_POLICY_ELEMENT", f"The policy element {name} is not valid.", path)


def _of_statement(statement: Mapping[str, Any], path: Path, use: PolicyUse, is_trust: bool) -> Iterator[Finding]:
    yield from (_invalid_element(name, (*path, name)) for name in statement if name not in _ELEMENTS)
    if "Effect" not in statement:
        sentence = "Add an Effect element to the policy statement with a value of Allow or Deny."
        yield Finding("ERROR", "MISSING_EFFECT", sentence, path)
    elif statement["Effect"] not in ("Allow", "Deny"):
        sentence = f"The effect {statement['Effect']} is not valid. Use Allow or Deny."
        yield Finding("ERROR", "INVALID_EFFECT", sentence, (*path, "Effect"))
    for element, opposite in _PAIRS:
        if element in statement and opposite in statement:
            sentence = f"The policy elements {element} and {opposite} can not be used in the same statement. "
            yield Finding("ERROR", "UNSUPPORTED_ELEMENT_COMBINATION", sentence + "Remove one of these elements.", path)
    elements = ["Action", *([] if is_trust else ["Resource"])]
    for element in elements:
        if element not in statement and f"Not{element}" not in statement:
            article = "an" if element == "Action" else "a"
            sentence = f"Add {article} {element} or Not{element} element to the policy statement."
            yield Finding("ERROR", f"MISSING_{element.upper()}", sentence, path)
    yield from _of_principal(statement, path, use)
    yield from of_conditions(statement.get("Condition"), (*path, "Condition"))


def _of_principal(statement: Mapping[str, Any], path: Path, use: PolicyUse) -> Iterator[Finding]:
    element = next((name for name in ("Principal", "NotPrincipal") if name in statement), None)
    if use == "IDENTITY_POLICY" and element is not None:
        sentence = f"The policy type {use} does not support the Principal element. Remove the Principal element."
        yield Finding("ERROR", "UNSUPPORTED_PRINCIPAL", sentence, (*path, element))
    elif use == "RESOURCE_POLICY" and element is None:
        yield Finding("ERROR", "MISSING_PRINCIPAL", "Add a Principal element to the policy statement.", path)
    elif element is not None and statement[element] != "*":
        yield from _of_principals(statement[element], (*path, element))


def _of_principals(principals: Any, path: Path) -> Iterator[Finding]:
    if not isinstance(principals, dict):
        sentence = "The Principal element contents are not valid. Specify a key-value pair in the Principal element."
        yield Finding("ERROR", "INVALID_PRINCIPAL_FORMAT", sentence, path)
        return
    for key in principals:
        if key not in _PRINCIPALS:
            yield Finding("ERROR", "INVALID_PRINCIPAL_KEY", f"The principal key {key} is not valid.", (*path, key))
