"""The web server that user data sets up, as far as it is recognised."""

from __future__ import annotations

import pytest

from awslab.cloud.ec2.user_data import WebServer, web_server

FACTS = {
    "instance-id": "i-1",
    "local-hostname": "ip-10-0-0-5.ec2.internal",
    "local-ipv4": "10.0.0.5",
    "placement/availability-zone": "us-east-1a",
}
METADATA = "http://169.254.169.254/latest"
TOKEN = f'TOKEN=`curl -X PUT "{METADATA}/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60"`\n'
ZONE = f'AZ=$(curl -H "X-aws-ec2-metadata-token: $TOKEN" {METADATA}/meta-data/placement/availability-zone)\n'
HTTPD = "yum install -y httpd\nsystemctl start httpd\n"


def read(script: str) -> WebServer:
    """The server of a script without its first line."""
    found = web_server(f"#!/bin/bash\n{script}", FACTS)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lines", "page"),
    [
        ("echo hello > /var/www/html/index.html", "hello\n"),
        ("echo '<h1>a > b</h1>' > /var/www/html/index.html", "<h1>a > b</h1>\n"),
        ('echo "one" >/var/www/html/index.html\necho two >> /var/www/html/index.html', "one\ntwo\n"),
        ("echo -n bare | sudo tee /var/www/html/index.html", "bare"),
        ("echo a | tee /var/www/html/index.html && echo b | tee -a /var/www/html/index.html", "a\nb\n"),
        ("cat > /var/www/html/index.html <<EOF\n<p>$(hostname -f)</p>\n  <b>\nEOF", "<p>{host}</p>\n  <b>\n"),
        ("cat <<'EOF' > /var/www/html/index.html\n$HOME\nEOF\necho over", "$HOME\n"),
        ("cat <<EOF | sudo tee /var/www/html/index.html\nx\nEOF", "x\n"),
        (
            'ID=$(curl -s http://169.254.169.254/latest/meta-data/instance-id)\necho "$ID" > /var/www/html/index.html',
            "i-1\n",
        ),
        (TOKEN + ZONE + 'echo "in ${AZ}" > /var/www/html/index.html', "in us-east-1a\n"),
        ('echo "two\nlines" > /var/www/html/index.html', "two\nlines\n"),
    ],
)
def test_pages_that_user_data_writes(lines: str, page: str) -> None:
    assert read(HTTPD + lines).reply("/").body == page.format(host=FACTS["local-hostname"])


@pytest.mark.parametrize(
    ("script", "software", "runs"),
    [
        ("dnf install -y httpd", "httpd", False),
        ("sudo yum -y install httpd && sudo systemctl enable httpd", "httpd", False),
        ("yum install -y httpd; service httpd start", "httpd", True),
        ("dnf -y install nginx\nsystemctl enable --now nginx.service", "nginx", True),
        ("amazon-linux-extras install nginx1 -y\nsystemctl start nginx", "nginx", True),
        ("apt-get update -y\napt-get install -y apache2", "apache2", True),
    ],
)
def test_servers_that_user_data_installs_and_starts(script: str, software: str, runs: bool) -> None:
    server = read(script)
    assert (server.software, server.runs) == (software, runs)


def test_without_an_index_page_httpd_forbids_and_others_show_a_page_of_theirs() -> None:
    assert read(HTTPD).reply("/").status == 403
    assert read("apt install nginx").reply("/").status == 200


def test_other_files_have_their_type_and_path() -> None:
    server = read(HTTPD + "mkdir -p /var/www/html/api\necho '{}' > /var/www/html/api/a.json\necho x > /etc/motd")
    assert server.reply("/api/%61.json").content_type == "application/json"
    assert [server.reply(path).status for path in ("/api/b.json", "/../../../etc/motd")] == [404, 404]


@pytest.mark.parametrize(
    "text", ["", HTTPD, "#cloud-config\npackages: [httpd]", "#!/bin/bash\ndocker run -p 80:80 web"]
)
def test_anything_else_is_not_recognised(text: str) -> None:
    assert web_server(text, FACTS) is None
