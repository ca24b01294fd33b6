"""What AWS answers and what the sandbox answers, call by call; `docs/parity.md` is written from here.

A row is a function that prepares what the call needs and returns the call:

    @row("ec2-count", "RunInstances with MinCount=2 and MaxCount=1", "InvalidParameterValue", source=ERRORS)
    def more_at_least_than_at_most(aws: Aws) -> Call:
        image = aws.image()
        return lambda: aws.ec2.run_instances(ImageId=image, MinCount=2, MaxCount=1)

Files of this room named `rows_*.py` hold the rows; `test_parity.py` runs each in a sandbox of its own.
"""
