"""Commands: they parse what was typed, call the rooms below, and print."""


def main() -> None:
    """Run the `awslab` command."""
