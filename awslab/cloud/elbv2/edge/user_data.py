"""The web server that an instance's user data installs, as far as a few usual shell lines tell (pure).

Not a shell. A script that begins with `#!` is read line by line; these are understood, anything else is passed over:

    yum|dnf|apt|apt-get ... install ... httpd|apache2|nginx        amazon-linux-extras install nginx1
    systemctl start|restart httpd      systemctl enable --now httpd      service httpd start
    echo "text" > /var/www/html/index.html       (also >>, `| tee`, `| sudo tee`, and a here-document)
    NAME=value, $NAME, $(hostname -f), $(curl ... meta-data/instance-id)   (backticks too; other commands give nothing)

Branches and loops are read as if each line ran once. On Debian and Ubuntu a server starts when it is installed.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
"""

from __future__ import annotations

import mimetypes
import posixpath
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

_DEBIAN = ("apt", "apt-get")
_INSTALLERS = ("yum", "dnf", "amazon-linux-extras", *_DEBIAN)
_SOFTWARE = re.compile(r"(httpd|apache2|nginx)1?")
_HERE_DOCUMENT = re.compile(r"<<-?\s*(?P<quote>['\"]?)(?P<word>\w+)(?P=quote)")
_SUBSTITUTION = re.compile(
    r"\$\((?P<command>[^()]*)\)|`(?P<ticked>[^`]*)`|\$\{(?P<braced>\w+)\}|\$(?P<name>[A-Za-z_]\w*)"
)
_METADATA = re.compile(r"meta-data/([\w/-]*\w)")
_ASSIGNMENT = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_]\w*)=(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer."""

    status: int
    content_type: str
    body: str


@dataclass(frozen=True, slots=True)
class WebServer:
    """A web server on port 80."""

    software: str
    """`httpd`, `apache2` or `nginx`."""
    runs: bool
    files: Mapping[str, str]
    """What is below its document root, by path: `/index.html`."""

    def reply(self, path: str) -> Reply:
        """Return the answer to a GET of a path, still percent-encoded.

        Without an index page, httpd shows its test page with status 403, the others a page of their own with 200.
        """
        file_name = posixpath.normpath("/" + unquote(path).lstrip("/"))
        for name in (file_name, posixpath.join(file_name, "index.html")):
            if name in self.files:
                return Reply(200, mimetypes.guess_type(name)[0] or "text/plain", self.files[name])
        if file_name == "/":
            return Reply(403 if self.software == "httpd" else 200, "text/html", f"<h1>{self.software} test page</h1>\n")
        return Reply(404, "text/html", "<h1>404 Not Found</h1>\n")


def web_server(user_data: str, facts: Mapping[str, str]) -> WebServer | None:
    """Return the server that a script installs; None when the script installs none that is understood.

    `facts` are the instance's metadata, by path below `meta-data/`.
    """
    if not user_data.startswith("#!"):
        return None
    script = _Script(dict(facts))
    script.run(user_data.splitlines()[1:])
    if not script.software:
        return None
    root = "/usr/share/nginx/html" if script.software == "nginx" and not script.is_debian else "/var/www/html"
    files = {name.removeprefix(root): text for name, text in script.files.items() if name.startswith(root + "/")}
    return WebServer(script.software, script.runs, files)


def said(user_data: str, facts: Mapping[str, str]) -> str:
    """Return what a script writes to its output: the lines that it echoes and does not send elsewhere."""
    if not user_data.startswith("#!"):
        return ""
    script = _Script(dict(facts))
    script.run(user_data.splitlines()[1:])
    return script.output


@dataclass(slots=True)
class _Script:
    facts: Mapping[str, str]
    software: str = ""
    is_debian: bool = False
    runs: bool = False
    files: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    output: str = ""

    def run(self, lines: Sequence[str]) -> None:
        rest = iter(lines)
        for line in rest:
            if line.strip() and not line.lstrip().startswith("#"):
                self._line(line.strip(), rest)

    def _line(self, line: str, rest: Iterator[str]) -> None:
        mark = _HERE_DOCUMENT.search(line)
        document = ""
        if mark:
            document = self._here_document(mark, rest)
            line = line.replace(mark[0], " ")
        words = self._words(line, rest)
        for command in _split(words, ("&&", ";", "||", "&")):
            self._pipeline(list(_split(command, ("|",))), document)

    def _here_document(self, mark: re.Match[str], rest: Iterator[str]) -> str:
        lines = []
        for line in rest:
            if line.strip() == mark["word"]:
                break
            lines.append(line if mark["quote"] else self._expanded(line))
        return "".join(f"{line}\n" for line in lines)

    def _words(self, line: str, rest: Iterator[str]) -> list[str]:
        """Split a line; a quotation that is not closed goes on in the next ones."""
        while True:
            lexer = shlex.shlex(self._expanded(line), posix=True, punctuation_chars="<>|&;")
            lexer.whitespace_split = True
            lexer.commenters = ""
            try:
                return list(lexer)
            except ValueError:
                next_line = next(rest, None)
                if next_line is None:
                    return []
                line = f"{line}\n{next_line}"

    def _expanded(self, text: str) -> str:
        def value(place: re.Match[str]) -> str:
            name = place["braced"] or place["name"]
            return self.variables.get(name, "") if name else self._output(place["command"] or place["ticked"] or "")

        return _SUBSTITUTION.sub(value, text)

    def _output(self, command: str) -> str:
        metadata = _METADATA.search(command)
        if metadata:
            return self.facts.get(metadata[1], "")
        if command.split()[:1] != ["hostname"]:
            return ""
        return self.facts.get("local-ipv4" if {"-i", "-I"} & set(command.split()) else "local-hostname", "")

    def _pipeline(self, commands: Sequence[list[str]], document: str) -> None:
        output = document
        for words in commands:
            output = self._command(_without_sudo(words), output)
        self.output += output

    def _command(self, words: list[str], pipe_input: str) -> str:
        arguments, target, appends = _redirection(words)
        output = ""
        match arguments[:1]:
            case ["echo"]:
                output = _echo_output(arguments[1:])
            case ["cat"] if len(arguments) == 1:
                output = pipe_input
            case ["tee"]:
                output = pipe_input
                for name in arguments[1:]:
                    self._write(name, pipe_input, "-a" in arguments)
            case [("systemctl" | "service")]:
                self._start(arguments)
            case [tool] if tool in _INSTALLERS and "install" in arguments:
                self._install(tool, arguments)
            case [word] if (assignment := _ASSIGNMENT.fullmatch(" ".join(arguments))) and (
                "=" in word or word == "export"
            ):
                self.variables[assignment["name"]] = assignment["value"]
        if target and arguments[:1] in (["echo"], ["cat"]):
            self._write(target, output, appends)
        return "" if target else output

    def _install(self, tool: str, arguments: Sequence[str]) -> None:
        software = next((match[1] for word in arguments if (match := _SOFTWARE.fullmatch(word))), None)
        if software:
            self.software, self.is_debian = software, tool in _DEBIAN
            self.runs = self.runs or self.is_debian

    def _start(self, arguments: Sequence[str]) -> None:
        is_web_server = any(_SOFTWARE.fullmatch(word.removesuffix(".service")) for word in arguments)
        begins = {"start", "restart"} & set(arguments) or {"enable", "--now"} <= set(arguments)
        if is_web_server and "stop" in arguments:
            self.runs = False
        elif is_web_server and begins:
            self.runs = True

    def _write(self, name: str, text: str, appends: bool) -> None:
        if name.startswith("/"):
            path = posixpath.normpath(name)
            self.files[path] = self.files.get(path, "") + text if appends else text


def _split(words: Sequence[str], at: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for word in words:
        if word in at:
            yield part
            part = []
        else:
            part.append(word)
    yield part


def _without_sudo(words: list[str]) -> list[str]:
    return words[1:] if words[:1] == ["sudo"] else words


def _redirection(words: Sequence[str]) -> tuple[list[str], str, bool]:
    """Return the words of a command, the file that its output goes to (empty for none), and whether it is appended."""
    for sign in (">", ">>"):
        if sign in words[:-1]:
            at = list(words).index(sign)
            return [*words[:at], *words[at + 2 :]], words[at + 1], sign == ">>"
    return list(words), "", False


def _echo_output(arguments: Sequence[str]) -> str:
    options = [word for word in arguments[:2] if re.fullmatch("-[ne]+", word)]
    text = " ".join(arguments[len(options) :])
    if any("e" in option for option in options):
        text = text.replace("\\n", "\n").replace("\\t", "\t")
    return text if any("n" in option for option in options) else text + "\n"
