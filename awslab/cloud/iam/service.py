"""AWS IAM: the service's room, and the engine that decides about permissions for all services.

What IAM itself does with a call:

    guards/               what it refuses: names.py (also what is still in use), trust.py, boundaries.py, quotas.py,
                          service_linked.py
    answers/              the policy simulator, boundaries of users, and Access Analyzer's ValidatePolicy
    corrections/          what moto gets wrong of users and of service-linked roles
    entities.py           the form of moto's users, groups, roles and policies; moto_iam.py is the way to them

How a call of any service is allowed or denied:

    enforcement/          asked by the gateway before a call is answered: who calls (callers.py), with which condition
                          keys (circumstances.py), and how each service words a refusal (sentences.py)
    actions/              what a call needs: its actions and resources, by AWS's reference (catalogue.py), tables for
                          all services (names.py, members.py, passed_roles.py), and a module for each service that
                          needs more
    policies/             the engine, which computes on plain values: parsing.py reads a document, evaluation.py decides
                          about an AccessRequest under Policies, explanation.py and words.py say why, simulation.py
                          simulates, findings/ are Access Analyzer's checks
    moto_resource_policies.py, moto_tags.py   the policies and tags of all services' resources
    sessions.py           what temporary credentials stand for
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="iam",
    title="AWS IAM",
    moto="iam",
    woken_by=("accessanalyzer",),
    denial=("AccessDenied", 403),
)
