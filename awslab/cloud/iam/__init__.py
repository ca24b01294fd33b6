"""IAM: who may do what, by which statement of which policy, and in AWS's words.

Pure, without moto and boto3, but for what is named `moto_*.py` and what answers calls (`answers.py`, `simulate*.py`,
`enforcement*.py`). `parse_policy` reads a document, `evaluate` decides about an `AccessRequest` under `Policies`.
"""
