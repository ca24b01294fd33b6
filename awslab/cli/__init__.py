"""Commands: they parse what was typed, call the rooms below, and print."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the `awslab` command and leave with its exit status (docs/command-line.md)."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command; every error becomes a sentence on stderr and an exit status, never a traceback."""
    import click

    from awslab.cli.plain_output import prepare_streams
    from awslab.cli.program import program
    from awslab.errors import AwslabError

    prepare_streams()
    try:
        status = program.main(arguments, prog_name="awslab", standalone_mode=False)
    except AwslabError as error:
        click.secho(f"awslab: {error.message}", err=True, fg="red")
        if error.hint:
            click.echo(error.hint, err=True)
        return error.exit_status
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nInterrupted.", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; Python would complain about that on stderr
        return 0
    return status if isinstance(status, int) else 0
