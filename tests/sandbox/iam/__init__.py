"""IAM: the evaluator against AWS's pages, and what answers for it in a sandbox."""
