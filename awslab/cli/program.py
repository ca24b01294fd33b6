"""The `awslab` program: its global options, and its commands, each imported only when it is run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from awslab import __version__

_COMMANDS = {
    "quiz": ("quizzing:quiz", "Answer questions, in the interface, in a pipe or as JSON lines."),
    "review": ("quizzing:review", "Answer what is due today."),
    "exam": ("examining:exam", "Sit a mock exam, or show how earlier ones went."),
    "notes": ("reading:notes", "Read the study notes of a topic."),
    "lab": ("labs:lab", "List, start, check and solve labs."),
    "sandbox": ("sandboxes:sandbox", "Run a local AWS sandbox in the foreground."),
    "urls": ("urls:urls", "List what answers plain HTTP in a sandbox, ready for curl."),
    "trace": ("trace:trace", "Say whether a packet gets from here to there in a sandbox, hop by hop."),
    "progress": ("progressing:progress", "Show what you have done and what to do next."),
    "content": ("contents:content", "Check, prove and count the content."),
    "doctor": ("doctoring:doctor", "Say what works on this machine, and what to do about what does not."),
    "completion": ("completing:completion", "Print the completion script of your shell."),
}


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own; `--help` needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(f"awslab.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from awslab.errors import NotFound

            raise NotFound("command", args[0], _COMMANDS)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, all passed; 1 something did not pass; 2 bad input; 3 content is wrong; "
    "4 the sandbox could not run; 5 the progress file cannot be used; 130 interrupted.",
)
@click.option(
    "--pack",
    "extra_packs",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Also use the content and labs of this folder; may be repeated.",
)
@click.version_option(__version__, prog_name="awslab")
@click.pass_context
def program(ctx: click.Context, extra_packs: tuple[Path, ...]) -> None:
    """Study for AWS certification in the terminal: quizzes, notes, and labs judged in a local AWS sandbox.

    Without a command it opens the full interface; in a pipe it prints a short overview.

    \b
    Examples:
      awslab
      awslab quiz --topic lambda
      awslab quiz --exam DVA-C03 --count 20 --plain
      awslab exam dva-c03
      awslab lab check s3-lambda-trigger --script main.py
      awslab notes s3 | less
    """
    ctx.obj = extra_packs
    if ctx.invoked_subcommand is not None:
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        from awslab.cli.interface import open_home

        ctx.exit(open_home(extra_packs))
    from awslab.cli.overview import print_overview

    print_overview(extra_packs)
