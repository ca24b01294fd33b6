"""The sandbox's fixtures, here too."""

from tests.sandbox.conftest import client, host, sandbox

__all__ = ["client", "host", "sandbox"]
