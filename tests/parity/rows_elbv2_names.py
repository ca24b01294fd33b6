"""Elastic Load Balancing: the names of load balancers."""

from __future__ import annotations

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"


@row(
    "alb-ok-dns-name",
    "DescribeLoadBalancers, where the DNS name has ten digits",
    WORKS,
    source=_ELB + "application-load-balancers.html",
)
def a_dns_name(aws: Aws) -> Call:
    made = aws.elbv2.create_load_balancer(Name="web", Subnets=ec2.default_subnets(aws)[:2])["LoadBalancers"][0]
    name, _, digits = made["DNSName"].partition(".")[0].rpartition("-")
    assert (name, len(digits), digits.isdigit()) == ("web", 10, True)
    return lambda: aws.elbv2.describe_load_balancers(Names=["web"])
