"""What the sandbox itself answers of IAM and IAM Access Analyzer, since moto does not."""
