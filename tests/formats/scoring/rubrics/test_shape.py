"""The schemas, and that every keyword in them has its sentence."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from benvenuto.domain.call import CONTACT_REASONS
from benvenuto.domain.measure import Measure
from benvenuto.domain.rubric import CriticalType
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.scoring.rubrics import kinds, shape

Schema = Mapping[str, Any]
SCHEMAS: dict[str, Schema] = {
    name: json.loads((shape.SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    for name in ("rubric", "scorecard", "practice", "learning-path", "search", "phrases", "earned", "works-agreement")
}
OF_ONE_LANGUAGE = ("search", "phrases", "earned")
SILENT = {
    "$schema", "$defs", "$ref", "title", "description", "properties", "items", "default", "examples", "enum",
}  # fmt: skip


def parts(schema: object) -> Iterator[Schema]:
    """Every schema inside a schema."""
    if isinstance(schema, dict):
        yield schema
        inside = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", ())]
        for one in [*inside, *([schema["items"]] if "items" in schema else [])]:
            yield from parts(one)


@pytest.fixture(params=SCHEMAS)
def schema(request: pytest.FixtureRequest) -> Schema:
    return SCHEMAS[request.param]


def test_it_is_a_valid_schema(schema: Schema) -> None:
    Draft202012Validator.check_schema(schema)


def test_no_mapping_takes_unknown_keys(schema: Schema) -> None:
    assert all(part.get("additionalProperties") is False for part in parts(schema) if "properties" in part)


def test_an_editor_can_explain_every_key(schema: Schema) -> None:
    for part in parts(schema):
        for key, inside in part.get("properties", {}).items():
            explained = (
                inside.get("description") or schema["$defs"][inside["$ref"].removeprefix("#/$defs/")]["description"]
            )
            assert explained.endswith((".", "#section.")), key


def test_every_keyword_and_pattern_has_its_sentence(schema: Schema) -> None:
    for part in parts(schema):
        assert set(part) - SILENT <= set(shape._SENTENCES) - {"enum"}, part
        assert part.get("pattern", r"\S") in kinds.NOT_LIKE
        for kind in [part["type"]] if isinstance(part.get("type"), str) else []:
            assert kind in kinds.NOT_OF_TYPE


@pytest.mark.parametrize("name", ["rubric", "scorecard"])
def test_the_schemas_choices_are_those_of_the_domain(name: str) -> None:
    schema = SCHEMAS[name]
    choices = [part["enum"] for part in parts(schema) if "enum" in part]
    assert list(CONTACT_REASONS) in choices
    assert [kind.value for kind in CriticalType] in choices
    if schema is SCHEMAS["rubric"]:
        assert [measure.value for measure in Measure] in choices


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name not in OF_ONE_LANGUAGE])
def test_every_text_of_a_schema_is_in_every_language(name: str) -> None:
    schema = SCHEMAS[name]
    texts = [part for part in parts(schema) if set(part.get("properties", ())) == set(LANGUAGES)]
    assert texts
    assert all(set(part["required"]) == set(LANGUAGES) for part in texts)


def test_the_shipped_files_name_their_schema_for_editors() -> None:
    for path in [*shape.SCHEMAS.glob("*.yaml"), *shape.SCHEMAS.glob("*/*.yaml")]:
        if path.name == "versions.yaml":
            continue
        comment = path.read_text("utf-8").splitlines()[0]
        named = Path(path.parent, comment.removeprefix("# yaml-language-server: $schema="))
        assert named.resolve() in shape.SCHEMAS.glob("*.schema.json"), path
