"""The wheel: whoever installs it has everything that the checkout has, and their own files stay their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from benvenuto.config import HOME
from tests.ports import kept_port

CARRIED = (".streamlit", "app.py", "learning_path.yaml", "locales", "pages", "policy.yaml", "rubrics", "sample_data")


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the wheel in it, and all that the wheel needs."""

    wheel: Path
    folder: Path

    def program(self, name: str) -> Path:
        """One of its programs."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin") / name

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        return _site_packages(self.folder)

    def run(self, *arguments: str, here: Path) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder, with the settings that everybody begins with."""
        command = [str(self.program("benvenuto")), *arguments]
        return subprocess.run(command, cwd=here, env=_environment(), capture_output=True, text=True, check=False)


def _site_packages(folder: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))


def _environment(**settings: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BENVENUTO_", "PYTHONPATH"))}
    return own | {"BENVENUTO_LANGUAGE": "en", "COLUMNS": "500", **settings}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel built from this checkout, in an environment that knows nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    building = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(HOME)]
    subprocess.run([*pip, *building], check=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv")
    packages = _site_packages(folder / "venv")
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        # what an editable install leaves there would lead back to the checkout
        if "benvenuto" not in package.name:
            (packages / package.name).symlink_to(package)
    found = Installed(wheel, folder / "venv")
    installing = ["install", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run([*pip, "--python", str(found.program("python")), *installing], check=True)
    return found


@contextmanager
def served(installed: Installed, here: Path) -> Iterator[str]:
    """The address of a server that was started in a folder, with the sample week."""
    with kept_port() as port, (here / "output.txt").open("w") as told:
        address = f"http://localhost:{port}"
        environment = _environment(BENVENUTO_PORT=str(port), BENVENUTO_ANALYSE="no")
        command = [str(installed.program("benvenuto")), "run"]
        with subprocess.Popen(
            command, cwd=here, env=environment, stdout=subprocess.PIPE, stderr=told, text=True
        ) as process:
            try:
                assert process.stdout is not None
                assert any(address in line for line in process.stdout), (here / "output.txt").read_text("utf-8")
                yield address
            finally:
                process.terminate()
                process.wait(timeout=60)


def test_the_wheel_carries_every_file_that_the_checkout_keeps_beside_the_package(installed: Installed) -> None:
    listed = subprocess.run(["git", "ls-files", "-z", "--", *CARRIED], cwd=HOME, capture_output=True, check=True).stdout
    wanted = {f"benvenuto/shipped/{name}" for name in listed.decode().split("\0") if name}
    assert wanted - set(zipfile.ZipFile(installed.wheel).namelist()) == set()


def test_the_wheel_carries_every_file_of_the_package(installed: Installed) -> None:
    listed = subprocess.run(["git", "ls-files", "-z", "--", "benvenuto"], cwd=HOME, capture_output=True, check=True)
    wanted = {name for name in listed.stdout.decode().split("\0") if name and (HOME / name).is_file()}
    assert wanted - set(zipfile.ZipFile(installed.wheel).namelist()) == set()


def test_an_installed_benvenuto_finds_all_that_it_checks_sound(installed: Installed, tmp_path: Path) -> None:
    found = installed.run("check", here=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "All is well.\n", "")
    assert list(tmp_path.iterdir()) == []


def test_an_installed_benvenuto_serves_the_sample_week_from_an_empty_folder(
    installed: Installed, tmp_path: Path
) -> None:
    with served(installed, tmp_path) as address, httpx.Client(base_url=address, timeout=60) as browser:
        assert browser.get("/healthz").status_code == 200
        assert 'id="password"' in browser.get("/signin").text
        # what only .streamlit/config.toml lets it serve, and what Streamlit finds by the manifest alone
        assert browser.get("/app/static/fonts/hanken-grotesk-latin-wght-normal.woff2").status_code == 200
        assert browser.get("/_stcore/bidi-components/benvenuto.player/player/player.js").status_code == 200
    assert (tmp_path / "output.txt").read_text("utf-8") == ""
    assert (tmp_path / "data" / "benvenuto.db").is_file()
    assert [*(tmp_path / "data" / "recordings").rglob("*")]
    # compiled or not, nothing is added to what was installed
    assert {path.name for path in (installed.packages / "benvenuto" / "shipped").iterdir()} - {"__pycache__"} == {
        *CARRIED
    }


def test_files_of_ones_own_in_the_working_folder_take_the_place_of_the_shipped_ones(
    installed: Installed, tmp_path: Path
) -> None:
    shutil.copytree(HOME / "rubrics", tmp_path / "rubrics")
    own = [tmp_path / name for name in ("policy.yaml", "learning_path.yaml", "rubrics/greeting.yaml")]
    for file in own:
        file.write_text("ours: [", "utf-8")
    found = installed.run("check", here=tmp_path)
    assert found.returncode == 1
    assert [file for file in own if f"{file}:1" not in found.stdout] == []
