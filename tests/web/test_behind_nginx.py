"""Behind nginx, set up as docs/hardening.md says: encrypted, with WebSockets, and with the visitor's own address."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from benvenuto.config import HOME
from tests.browser.chromium import another
from tests.house import PASSWORD
from tests.ports import kept_port
from tests.serving import Served, serving
from tests.web.test_served import sign_in

NAME = "care.example"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

pytestmark = pytest.mark.skipif(NGINX is None or shutil.which("openssl") is None, reason="nginx is not installed here")


@dataclass(frozen=True)
class Site:
    """Benvenuto as visitors find it: by its port on this machine, under its own name."""

    served: Served
    port: int

    def ask(self, method: str, path: str, **options: object) -> httpx.Response:
        """A request as a browser sends it that has looked the name up."""
        headers = {"Host": f"{NAME}:{self.port}", **dict(options.pop("headers", {}))}  # type: ignore[call-overload]
        with httpx.Client(verify=False) as client:  # noqa: S501 - the certificate was made a moment ago
            return client.request(method, f"https://127.0.0.1:{self.port}{path}", headers=headers, **options)  # type: ignore[arg-type]


def _configuration(folder: Path, port: int, behind: str) -> str:
    """What the documentation says, with other ports and files."""
    block = re.search(r"```nginx\n(.*?)```", (HOME / "docs" / "hardening.md").read_text("utf-8"), re.S)
    assert block is not None
    text = block[1].split("server {\n    listen 80;")[0]
    for said, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/care.example.pem", f"{folder}/certificate.pem"),
        ("/etc/ssl/private/care.example.key", f"{folder}/key.pem"),
        ("http://127.0.0.1:8501", behind),
    ):
        assert said in text
        text = text.replace(said, here)
    kept = "".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    own = f"pid {folder}/pid; error_log {folder}/error.log; events {{}}"
    return f"{own}\nhttp {{ access_log off; {kept}\n{text}\n}}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    made = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]
    subprocess.run(["openssl", "req", "-x509", *made, *files], check=True, capture_output=True)
    data = folder / "data"
    data.mkdir()
    with (
        kept_port() as port,
        serving(data, BENVENUTO_PUBLIC_URL=f"https://{NAME}:{port}", BENVENUTO_TRUSTED_PROXY="yes") as served,
    ):
        configuration = folder / "nginx.conf"
        configuration.write_text(_configuration(folder, port, f"http://127.0.0.1:{served.app.settings.port}"))
        assert NGINX is not None
        command = [NGINX, "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(configuration)]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        subprocess.run(command, check=True, capture_output=True)  # goes to the background once it listens
        try:
            yield Site(served, port)
        finally:
            subprocess.run([*command, "-s", "stop"], check=True, capture_output=True)


def test_it_is_encrypted_and_every_cookie_is_secure(site: Site) -> None:
    answer = site.ask("GET", "/_stcore/health")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "_streamlit_xsrf" in answer.headers["set-cookie"]
    assert all("; secure" in cookie.lower() for cookie in answer.headers.get_list("set-cookie"))


def test_the_visitor_s_own_address_is_noted_whatever_they_claim(site: Site) -> None:
    claims = [("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-For", "7.7.7.7, 8.8.8.8")]
    with httpx.Client(verify=False) as client:  # noqa: S501
        answer = client.post(
            f"https://127.0.0.1:{site.port}/signin",
            data={"username": "anna", "password": "wrong"},
            headers=[("Host", f"{NAME}:{site.port}"), *claims],
        )
    assert answer.status_code == 401
    with site.served.app.database.read() as tx:
        assert tx.audit.latest(1)[0].detail == {"address": "127.0.0.1"}


def test_another_name_is_refused(site: Site) -> None:
    assert site.ask("GET", "/signin", headers={"Host": "evil.example"}).status_code == 421


def test_a_form_of_its_own_signs_in_and_one_of_another_site_does_not(site: Site) -> None:
    fields = {"username": "anna", "password": PASSWORD}
    for origin, status in ((f"https://{NAME}:{site.port}", 303), ("https://evil.example", 403)):
        assert site.ask("POST", "/signin", data=fields, headers={"Origin": origin}).status_code == status


def test_pages_come_by_websocket_through_it(site: Site, chromium: Browser) -> None:
    browser = another(chromium.browser_type, f"--host-resolver-rules=MAP {NAME} 127.0.0.1")
    try:
        page = browser.new_context(ignore_https_errors=True, locale="it-IT").new_page()
        sign_in(page, f"https://{NAME}:{site.port}/account", "bruno")
        expect(page.locator("[data-testid=stApp]")).to_contain_text("Bruno", timeout=30_000)
    finally:
        browser.close()
