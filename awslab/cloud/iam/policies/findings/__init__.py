"""What IAM Access Analyzer finds in a policy (pure)."""
