"""The predefined SSL policies that moto knows."""

from __future__ import annotations


def has_ssl_policy(name: str) -> bool:
    """Whether there is an SSL policy of that name. moto's part of the service is loaded when this is first called."""
    from moto.elbv2.ssl_policies import SSL_POLICIES

    return name in SSL_POLICIES
