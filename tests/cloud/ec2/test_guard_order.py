"""The order of EC2's guards, where two can refuse the same call."""

from __future__ import annotations

import pytest

from awslab.cloud.ec2.guards.all_resources.ids import id_is_well_formed
from awslab.cloud.gateway.guards import guards_of, rules


def test_the_form_of_ids_comes_first() -> None:
    operations = next(rule.operations for rule in rules() if rule.check is id_is_well_formed)

    assert {guards_of("ec2", operation)[0].check for operation in operations} == {id_is_well_formed}


@pytest.mark.parametrize(
    ("operation", "earlier", "later"),
    [
        ("RunInstances", "image_exists", "user_data_is_within_the_limit"),
        ("RunInstances", "instance_profile_exists", "network_is_specified_in_one_place"),
        ("RunInstances", "subnet_has_enough_addresses", "volumes_of_a_launch_are_valid"),
        ("ModifyInstanceAttribute", "replacing_groups_match", "one_attribute_is_modified"),
        ("CreateVpc", "vpcs_are_within_the_quota", "cidr_block_is_required"),
        ("DescribeVpcs", "resources_exist", "filter_name_is_known"),
        ("CreateSecurityGroup", "tag_specification_is_for_a_created_type", "name_and_description_are_valid"),
    ],
)
def test_one_guard_is_asked_before_another(operation: str, earlier: str, later: str) -> None:
    names = [rule.check.__name__ for rule in guards_of("ec2", operation)]

    assert names.index(earlier) < names.index(later)
