"""``python -m awslab``."""

from awslab.cli import main

if __name__ == "__main__":
    main()
