"""The sandbox through clients that are not ours: the AWS CLI from PyPI, the AWS SDK for JavaScript from npm, curl."""
