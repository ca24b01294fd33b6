"""A bucket that everyone may read, in few words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.conftest import Client


class Publishing:
    """What a learner does to publish a bucket."""

    def __init__(self, client: Client, bucket: str = "site") -> None:
        self.s3 = client("s3")
        self.bucket = bucket
        self.s3.create_bucket(Bucket=bucket)

    def put(self, key: str, body: str = "", **settings: Any) -> None:
        """An object of HTML."""
        given = {"ContentType": "text/html"} | settings
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=body.encode(), **given)

    def unblock(self, **kept: bool) -> None:
        """Switch Block Public Access off, but for what is kept."""
        names = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
        block = {name: kept.get(name, False) for name in names}
        self.s3.put_public_access_block(Bucket=self.bucket, PublicAccessBlockConfiguration=block)

    def allow(self, *actions: str, **more: Any) -> None:
        """A policy that allows everyone these actions, with more in the statement."""
        resources = [f"arn:aws:s3:::{self.bucket}/*", f"arn:aws:s3:::{self.bucket}"]
        self.policy({"Effect": "Allow", "Principal": "*", "Action": list(actions), "Resource": resources} | more)

    def policy(self, *statements: Mapping[str, Any]) -> None:
        """A policy of these statements."""
        document = {"Version": "2012-10-17", "Statement": list(statements)}
        self.s3.put_bucket_policy(Bucket=self.bucket, Policy=json.dumps(document))

    def publish(self) -> None:
        """Open to everyone: objects can be read, nothing listed."""
        self.unblock()
        self.allow("s3:GetObject")

    def website(self, **configuration: Any) -> None:
        """Make it a website."""
        given = {"IndexDocument": {"Suffix": "index.html"}} | configuration
        self.s3.put_bucket_website(
            Bucket=self.bucket, WebsiteConfiguration={name: value for name, value in given.items() if value}
        )
