"""What of Amazon S3 answers plain HTTP."""
