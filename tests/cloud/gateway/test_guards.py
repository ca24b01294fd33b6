"""Guards as a whole."""

from __future__ import annotations

import re

from botocore.loaders import Loader
from botocore.model import ServiceModel

from awslab.cloud.gateway.guards import rules

OF_BROWSERS = ("PostObject",)
"""What S3 takes from forms, and no SDK sends: its model does not have it."""


def test_every_rule_names_an_aws_page_and_operations_that_exist() -> None:
    loader = Loader()
    assert rules()
    for rule in rules():
        assert re.match(r"https://docs\.aws\.amazon\.com/.+\.html(#.+)?$", rule.source), rule.check
        assert rule.check.__doc__, rule.check
        operations = ServiceModel(loader.load_service_model(rule.service, "service-2")).operation_names
        assert set(rule.operations) <= {*operations, *OF_BROWSERS}, rule.check
