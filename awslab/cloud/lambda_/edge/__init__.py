"""What of AWS Lambda answers plain HTTP."""
