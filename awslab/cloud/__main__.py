"""`python -m awslab.cloud explain s3.PutObject`: who has a part in an operation, in the order in which it happens."""

from __future__ import annotations

import sys

from awslab.cloud.gateway.explain import UnknownOperationError, explain

USAGE = "usage: python -m awslab.cloud explain SERVICE.OPERATION, for example s3.PutBucketNotificationConfiguration"


def main(arguments: list[str]) -> int:
    """Print the chain of the operation that the arguments name; the exit status is 2 for what cannot be explained."""
    if len(arguments) != 2 or arguments[0] != "explain":
        sys.stderr.write(f"{USAGE}\n")
        return 2
    try:
        lines = list(explain(arguments[1]))
    except UnknownOperationError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
