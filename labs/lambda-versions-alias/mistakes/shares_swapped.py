"""Mistake: a tenth stays with the first release, the rest goes to the second."""

import io
import os
import zipfile
from pathlib import Path

import boto3

FUNCTION = os.environ["AWSLAB_FUNCTION"]
ROLE_ARN = os.environ["AWSLAB_ROLE_ARN"]

functions = boto3.client("lambda")


def package(release: str) -> bytes:
    """A zip file with that release's function.py at its root, as bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.write(Path(release, "function.py"), "function.py")
    return archive.getvalue()


# 1. The first release. A function is $LATEST until it is published; the answer tells the number it got.
functions.create_function(
    FunctionName=FUNCTION,
    Runtime="python3.13",
    Handler="function.handler",
    Role=ROLE_ARN,
    Code={"ZipFile": package("first_release")},
)
functions.get_waiter("function_active_v2").wait(FunctionName=FUNCTION)
first = functions.publish_version(FunctionName=FUNCTION, Description="first release")["Version"]

# 2. The alias that callers use from now on.
functions.create_alias(FunctionName=FUNCTION, Name="live", FunctionVersion=first)

# 3. The second release. Only $LATEST changes; version and alias stay as they are.
functions.update_function_code(FunctionName=FUNCTION, ZipFile=package("second_release"))
functions.get_waiter("function_updated_v2").wait(FunctionName=FUNCTION)
second = functions.publish_version(FunctionName=FUNCTION, Description="second release")["Version"]

# 4. A tenth of the calls for the second release, the rest stays with the first.
functions.update_alias(
    FunctionName=FUNCTION,
    Name="live",
    FunctionVersion=second,
    RoutingConfig={"AdditionalVersionWeights": {first: 0.1}},
)

# 5. All of them. The weight has to go, or it would stay.
functions.update_alias(
    FunctionName=FUNCTION,
    Name="live",
    FunctionVersion=second,
    RoutingConfig={"AdditionalVersionWeights": {}},
)

print(f"{FUNCTION}:live runs version {second}; {first} is still there to go back to.")
