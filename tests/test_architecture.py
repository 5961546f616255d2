"""The house keeps its own rules: floors, thin pages, both languages everywhere, nothing of anybody's machine."""

import ast
import re
import string
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
PACKAGE, PAGES = ROOT / "benvenuto", ROOT / "pages"
DOMAIN = sorted((PACKAGE / "domain").rglob("*.py"))
SCREENS = [path for path in sorted(PAGES.glob("*/*.py")) if path.name != "__init__.py"]
OUTSIDE_THE_ADAPTER = [
    path for path in sorted((PACKAGE / "ui").rglob("*.py")) if PACKAGE / "ui" / "streamlit" not in path.parents
]
TAKING = {"button", "pressed"}
LONGEST_PAGE = 60
SQL = re.compile(r"\b(select\s.+\sfrom|insert\s+into|update\s.+\sset|delete\s+from)\b", re.IGNORECASE | re.DOTALL)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """The packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0] if not node.level else "benvenuto")
    return found


@pytest.mark.parametrize("path", DOMAIN, ids=name)
def test_the_domain_imports_the_standard_library_alone(path: Path) -> None:
    assert imports(path) <= sys.stdlib_module_names | {"benvenuto"}
    inside = re.findall(r"^\s*(?:from|import) (benvenuto[\w.]*)", path.read_text("utf-8"), re.MULTILINE)
    assert [module for module in inside if not module.startswith("benvenuto.domain")] == []


def test_every_contract_between_the_floors_holds() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_but_an_empty_package_lies_directly_in_pages() -> None:
    # Streamlit runs every script that lies beside the main one's pages by itself, without sign-in
    assert [path.name for path in PAGES.iterdir() if path.is_file()] == ["__init__.py"]
    assert imports(PAGES / "__init__.py") == set()


@pytest.mark.parametrize("path", SCREENS, ids=name)
def test_a_page_is_thin(path: Path) -> None:
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= LONGEST_PAGE
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert [node.name for node in ast.walk(tree) if isinstance(node, defined)] == []
    assert SQL.search(source) is None
    assert not imports(path) & {"sqlalchemy", "alembic", "sqlite3", "psycopg"}
    assert "benvenuto.storage.database" not in source


ADAPTED = {"button", "form_submit_button", "dialog", "toast", "fragment", "file_uploader"}
"""What Streamlit tells to one run only, shows until the next, or keeps in memory."""


@pytest.mark.parametrize("path", [*SCREENS, *OUTSIDE_THE_ADAPTER], ids=name)
def test_what_streamlit_does_otherwise_than_we_must_is_asked_of_the_adapter_alone(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    asked = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in asked
        if isinstance(node, ast.Attribute) and node.attr in ADAPTED
    ]
    assert found == [], "use benvenuto.ui.streamlit, which says why"


@pytest.mark.parametrize("path", OUTSIDE_THE_ADAPTER, ids=name)
def test_a_button_is_asked_right_where_its_deed_is_done(path: Path) -> None:
    """Its press is taken by asking: a call to Streamlit between the two might end the run, and the press with it."""
    tree = ast.parse(path.read_text("utf-8"))
    asking = [node.test for node in ast.walk(tree) if isinstance(node, ast.If)]
    asking += [node.value for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value]
    asked = {call for expression in asking for call in ast.walk(expression)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in TAKING]
    assert [f"line {node.lineno}" for node in calls if node not in asked] == [], "ask for it in an if"


def test_the_addresses_of_pages_are_unique() -> None:
    stems = [path.stem for path in SCREENS]
    assert sorted(set(stems)) == sorted(stems)


def test_no_two_public_classes_of_the_house_have_one_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(f"{name(path)}:{node.lineno}")
    assert {one: places for one, places in found.items() if len(places) > 1} == {}


def test_no_room_is_left_with_nothing_in_it() -> None:
    rooms = [file.parent for file in tracked() if file.name == "__init__.py" and PACKAGE in file.parents]
    furnished = {folder for file in tracked() if file.name != "__init__.py" for folder in file.parents}
    assert [name(room) for room in rooms if room not in furnished] == []


@pytest.mark.parametrize("path", sorted([*PACKAGE.rglob("*.py"), *SCREENS]), ids=name)
def test_every_module_opens_with_what_it_is(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not source.strip() or ast.get_docstring(ast.parse(source)), "say it in one sentence"


# --- both languages -------------------------------------------------------------------------------------------------

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "message": None, "text": None, "plural": (1, 2)}


def messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every message in the code, with where it stands."""
    for path in sorted([*PACKAGE.rglob("*.py"), *SCREENS]):
        # Babel's own extractor sees none inside an f-string; in storage, text() is SQL
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            word = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if word not in KEYWORDS or (word == "text" and "storage" in path.parts):
                continue
            said = [one.value for one in call.args[: len(KEYWORDS[word] or "1")] if isinstance(one, ast.Constant)]
            found = [one for one in said if isinstance(one, str)]
            if found:
                yield f"{name(path)}:{call.lineno}", tuple(found) if word == "plural" else found[0]
    for path in sorted(PACKAGE.rglob("*.html")):
        for line, text, _, _ in extract_from_file("jinja2.ext:babel_extract", path, keywords=KEYWORDS):
            yield f"{name(path)}:{line}", text if isinstance(text, str) else tuple(text)


def catalog() -> Catalog:
    with (ROOT / "locales" / "it" / "LC_MESSAGES" / "benvenuto.po").open("rb") as file:
        return read_po(file, locale="it")


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def translations(message: Message) -> list[str]:
    """Its texts in the catalog's language: one, or one for each plural."""
    return [message.string or ""] if isinstance(message.string, str | None) else list(message.string)


def translated(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(translations(message))


def test_every_message_in_the_code_has_an_italian_one() -> None:
    italian, missing = catalog(), []
    for place, found in messages():
        one = found if isinstance(found, str) else found[0]
        if one and not translated(italian.get(one)):
            missing.append(f"{place}  {one}")
    assert not missing, "without Italian:\n" + "\n".join(missing)


def test_a_plural_is_translated_as_a_plural() -> None:
    italian = catalog()
    plurals = {found[0]: place for place, found in messages() if not isinstance(found, str)}
    wrong = [
        f"{place}  {one}"
        for one, place in plurals.items()
        if (known := italian.get(one)) and not isinstance(known.string, list | tuple)
    ]
    assert not wrong, "translated as a single message:\n" + "\n".join(wrong)


def test_the_places_in_a_message_are_the_same_in_italian() -> None:
    wrong = []
    for entry in catalog():
        ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        strings = translations(entry)
        wanted = set().union(*map(placeholders, ids))
        # "{n}" may be spelled out where there is only one
        wrong += [text for text in strings if text and entry.id and wanted - {"n"} != placeholders(text) - {"n"}]
        wrong += [text for text in strings[1:] if "n" in wanted and "n" not in placeholders(text)]
    assert not wrong, "\n".join(wrong)


def test_no_translation_is_left_over() -> None:
    used = {one for _, found in messages() for one in ([found] if isinstance(found, str) else found)}
    source = "\n".join(path.read_text("utf-8") for path in sorted([*PACKAGE.rglob("*.py"), *SCREENS]))
    spoken = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalog()} - {""}
    left = sorted(one for one in spoken - used if one not in source)
    assert not left, "no longer said anywhere:\n" + "\n".join(left)


# --- nothing of anybody's machine -----------------------------------------------------------------------------------

MACHINE = re.compile(
    r"(?<![\w.$/}])/(?:work|root|home|Users|tmp|mnt)/"  # a path of one machine
    r"|(?:[\w-]+\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com))"  # a registry
    r"|(?:--|extra-)?index-url|find-links"
    r"|BEGIN [A-Z ]*PRIVATE KEY"
)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / one for one in listed.split("\0") if one and (ROOT / one).is_file()]


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # sound and pictures
        found += [f"{name(path)}:{n}  {line.strip()[:120]}" for n, line in enumerate(lines, 1) if MACHINE.search(line)]
    assert not found, "\n".join(found)
