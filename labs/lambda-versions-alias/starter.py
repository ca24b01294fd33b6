"""Release a function twice behind one alias. The README beside this file tells what to do, step by step.

Run it as often as you like: every check starts a fresh sandbox, so there is nothing to clean up.
"""

import io
import os
import zipfile
from pathlib import Path

import boto3

# The values of your attempt; the role is there already
FUNCTION = os.environ["AWSLAB_FUNCTION"]
ROLE_ARN = os.environ["AWSLAB_ROLE_ARN"]

functions = boto3.client("lambda")


def package(release: str) -> bytes:
    """A zip file with that release's function.py at its root, as bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.write(Path(release, "function.py"), "function.py")
    return archive.getvalue()


# TODO 1: create the function from package("first_release") and publish it as a version

# TODO 2: make the alias live for that version

# TODO 3: put package("second_release") into the function and publish it as another version

# TODO 4: let live send a tenth of its calls to the new version

# TODO 5: let live send all of its calls to the new version

print(f"Nothing is released yet. Begin with the function {FUNCTION}.")
