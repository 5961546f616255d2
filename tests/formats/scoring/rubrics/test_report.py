"""How a fault reads on the command line."""

from benvenuto.domain.faults import Fault
from benvenuto.formats.scoring.rubrics import format_fault

FAULT = Fault("rubrics/greeting.yaml", 12, "criteria.own-name.weight", "“{key}” is {value}.", "Write {limit}.",
              {"key": "weight", "value": 0, "limit": 1})  # fmt: skip


def test_it_says_where_what_and_what_to_do() -> None:
    assert format_fault(FAULT) == (
        "rubrics/greeting.yaml:12  criteria.own-name.weight\n    “weight” is 0.\n    Write 1."
    )


def test_it_speaks_the_readers_language() -> None:
    italian = {"“{key}” is {value}.": "«{key}» vale {value}.", "Write {limit}.": "Scriva {limit}."}
    assert "«weight» vale 0." in format_fault(FAULT, italian.__getitem__)


def test_a_whole_file_has_no_line_and_a_fault_without_remedy_none() -> None:
    assert format_fault(Fault("rubrics", 0, "", "Gone.", "")) == "rubrics\n    Gone."


def test_braces_in_what_was_written_do_no_harm() -> None:
    assert "{oops}" in format_fault(Fault("a.yaml", 1, "", "“{value}”", "", {"value": "{oops}"}))
