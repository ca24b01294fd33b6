"""What runs inside the sandbox's processes; only here are moto, boto3, botocore and werkzeug imported."""
