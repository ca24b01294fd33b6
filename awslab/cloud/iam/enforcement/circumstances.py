"""The circumstances of a call: its condition keys, but for those about who calls (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html; a service's own keys are those
of its page in https://docs.aws.amazon.com/service-authorization/latest/reference/. One that is not listed below is the
parameter of the same name, when the call has one. The sandbox is reached over plain HTTP on this machine; as far as
policies are concerned it is HTTPS, as on AWS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from awslab.cloud.iam.actions.lambda_ import function_arn
from awslab.cloud.iam.actions.needs import Need
from awslab.cloud.iam.actions.passed_roles import receiver
from awslab.cloud.iam.actions.steps import CallScope, Parameters
from awslab.cloud.iam.sessions import Session

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

Context = dict[str, Sequence[str]]

_HEADERS = {"aws:useragent": "user-agent", "aws:referer": "referer"}
_MEMBERS: Mapping[str, tuple[str, ...]] = {
    "dynamodb:attributes": ("AttributesToGet",),
    "iam:policyarn": ("PolicyArn",),
    "kms:viaservice": (),
    "lambda:functionarn": (),
    "lambda:functionurlauthtype": ("FunctionUrlAuthType", "AuthType"),
    "lambda:layer": ("Layers",),
    "s3:delimiter": ("Delimiter",),
    "s3:locationconstraint": ("CreateBucketConfiguration.LocationConstraint",),
    "s3:max-keys": ("MaxKeys",),
    "s3:prefix": ("Prefix",),
    "s3:versionid": ("VersionId",),
    "s3:x-amz-acl": ("ACL",),
    "s3:x-amz-copy-source": ("CopySource",),
    "s3:x-amz-grant-full-control": ("GrantFullControl",),
    "s3:x-amz-grant-read": ("GrantRead",),
    "s3:x-amz-grant-read-acp": ("GrantReadACP",),
    "s3:x-amz-grant-write": ("GrantWrite",),
    "s3:x-amz-grant-write-acp": ("GrantWriteACP",),
    "s3:x-amz-metadata-directive": ("MetadataDirective",),
    "s3:x-amz-server-side-encryption": ("ServerSideEncryption",),
    "s3:x-amz-server-side-encryption-aws-kms-key-id": ("SSEKMSKeyId",),
    "s3:x-amz-storage-class": ("StorageClass",),
    "s3:x-amz-website-redirect-location": ("WebsiteRedirectLocation",),
    "secretsmanager:secretid": ("SecretId",),
    "sts:transitivetagkeys": ("TransitiveTagKeys",),
}
"""Keys whose parameter has another name, or a path of names."""


def context(request: AwsRequest, session: Session | None, now: datetime) -> Context:
    """Return the keys that every action of a call shares."""
    return {
        "aws:currenttime": (now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),),
        "aws:epochtime": (str(int(now.timestamp())),),
        "aws:requestedregion": (request.region,),
        "aws:securetransport": ("true",),
        "aws:sourceip": ("127.0.0.1",),
        "aws:viaawsservice": ("false",),
        "aws:resourceaccount": (request.caller.account_id,),
        **{key: (request.headers[name],) for key, name in _HEADERS.items() if name in request.headers},
        **_about_session(session),
        **_requested_tags(request.parameters),
    }


def keys_of(need: Need, request: AwsRequest, tags: Mapping[str, str]) -> Context:
    """Return the keys of one action on one resource, which has these tags."""
    service = need.action.partition(":")[0]
    keys: Context = {f"aws:resourcetag/{name.lower()}": (value,) for name, value in tags.items()}
    if f"{service}:resourcetag/" in need.keys:
        keys |= {f"{service}:resourcetag/{name.lower()}": (value,) for name, value in tags.items()}
    if service == "s3" and "s3:existingobjecttag/" in need.keys:
        keys |= {f"s3:existingobjecttag/{name.lower()}": (value,) for name, value in tags.items()}
    for key in need.keys:
        if not key.startswith("aws:"):
            values = _computed(key, request) or tuple(_texts(_parameter(request.parameters, key)))
            if values:
                keys[key] = values
    return keys


def _about_session(session: Session | None) -> Context:
    if session is None:
        return {}
    keys: Context = {} if session.kind == "service" else {"aws:multifactorauthpresent": (str(session.mfa).lower(),)}
    if session.source_identity:
        keys["aws:sourceidentity"] = (session.source_identity,)
    if session.source:
        keys["lambda:sourcefunctionarn"] = (session.source,)
    return keys


def _computed(key: str, request: AwsRequest) -> Sequence[str]:
    compute = _COMPUTATIONS.get(key)
    return tuple(value for value in compute(request) if value) if compute else ()


def _parameter(parameters: Parameters, key: str) -> object:
    """Return the parameter that a condition key is about; None when the call has none."""
    name = key.partition(":")[2]
    for member in _MEMBERS.get(key, (name, f"{name}s", name.removesuffix("s"))):
        value: object = parameters
        for part in member.split("."):
            value = _folded(value).get(part.lower())
        if value not in (None, "", [], {}):
            return value
    return None


def _folded(value: object) -> dict[str, object]:
    """Return a structure's members with their names in lower case; of anything else, none."""
    return {str(name).lower(): member for name, member in value.items()} if isinstance(value, Mapping) else {}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, str | int | float):
        yield str(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _requested_tags(parameters: Parameters) -> Context:
    tags = dict(_tags(parameters))
    if not tags:
        keys = tuple(_texts(parameters.get("TagKeys") or parameters.get("tagKeys") or parameters.get("tags")))
        return {"aws:tagkeys": keys} if keys else {}
    context: Context = {f"aws:requesttag/{key.lower()}": (value,) for key, value in tags.items()}
    return context | {"aws:tagkeys": tuple(tags)}


def _tags(parameters: Parameters) -> Iterator[tuple[str, str]]:
    """Yield tags from the forms that the services take: lists of keys and values, maps, EC2's specifications."""
    tags = next((parameters[name] for name in ("Tags", "tags", "TagSet") if parameters.get(name)), None)
    items = list(tags) if isinstance(tags, list) else []
    for specification in parameters.get("TagSpecifications") or ():
        items += specification.get("Tags") or ()
    if isinstance(tags, Mapping):
        yield from ((str(key), str(value)) for key, value in tags.items())
    for item in items:
        if isinstance(item, Mapping):
            yield str(_folded(item).get("key", "")), str(_folded(item).get("value", ""))


def _object_tags(request: AwsRequest) -> dict[str, str]:
    return dict(parse_qsl(str(request.parameters.get("Tagging") or ""), keep_blank_values=True))


def _function(request: AwsRequest) -> Sequence[str]:
    name = str(request.parameters.get("FunctionName") or "")
    scope = CallScope("lambda", request.region, request.caller.account_id, lambda _kind, _name: None)
    return (function_arn(name, "", scope),) if name else ()


def _vpc(request: AwsRequest) -> Sequence[str]:
    return _ec2_arn(request, "vpc", "VpcId")


def _ec2_arn(request: AwsRequest, kind: str, member: str) -> Sequence[str]:
    identity = request.parameters.get(member)
    start = f"arn:aws:ec2:{request.region}:{request.caller.account_id}"
    return (f"{start}:{kind}/{identity}",) if isinstance(identity, str) and identity else ()


def _instance_profile(request: AwsRequest) -> Sequence[str]:
    profile = request.parameters.get("IamInstanceProfile") or {}
    arn = profile.get("Arn") or (
        f"arn:aws:iam::{request.caller.account_id}:instance-profile/{profile['Name']}" if profile.get("Name") else ""
    )
    return (str(arn),)


def _entries(member: str) -> Callable[[AwsRequest], Sequence[str]]:
    return lambda request: [str(entry.get(member, "")) for entry in request.parameters.get("Entries") or ()]


def _network(member: str) -> Callable[[AwsRequest], Sequence[str]]:
    return lambda request: (request.parameters.get("VpcConfig") or {}).get(member) or ()


def _auth_type(request: AwsRequest) -> Sequence[str]:
    if "X-Amz-Signature" in request.query or "Signature=" in request.query:
        return ("REST-QUERY-STRING",)
    return ("POST",) if request.method == "POST" and "multipart/form-data" in _type(request) else ("REST-HEADER",)


def _type(request: AwsRequest) -> str:
    return request.headers.get("content-type", "")


def _leading_keys(request: AwsRequest) -> Sequence[str]:
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html: the partition keys;
    which attribute that is only the table knows, so the first of the key's is taken."""
    key = request.parameters.get("Key") or {}
    first: object = next(iter(key.values()), {})
    return [str(value) for value in first.values()] if isinstance(first, Mapping) else ()


_COMPUTATIONS: Mapping[str, Callable[[AwsRequest], Sequence[str]]] = {
    "dynamodb:leadingkeys": _leading_keys,
    "ec2:createaction": lambda request: () if request.operation == "CreateTags" else (request.operation,),
    "ec2:instanceprofile": _instance_profile,
    "ec2:region": lambda request: (request.region,),
    "ec2:subnet": lambda request: _ec2_arn(request, "subnet", "SubnetId"),
    "ec2:tenancy": lambda request: ((request.parameters.get("Placement") or {}).get("Tenancy") or "default",),
    "ec2:vpc": _vpc,
    "events:detail-type": _entries("DetailType"),
    "events:source": _entries("Source"),
    "iam:passedtoservice": lambda request: (receiver(request),),
    "lambda:functionarn": _function,
    "lambda:securitygroupids": _network("SecurityGroupIds"),
    "lambda:subnetids": _network("SubnetIds"),
    "s3:authtype": _auth_type,
    "s3:requestobjecttagkeys": lambda request: tuple(_object_tags(request)),
    "s3:resourceaccount": lambda request: (request.caller.account_id,),
    "s3:signatureversion": lambda _: ("AWS4-HMAC-SHA256",),
    "s3:tlsversion": lambda _: ("1.3",),
    "s3:x-amz-content-sha256": lambda request: (request.headers.get("x-amz-content-sha256", ""),),
}
