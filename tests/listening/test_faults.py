"""Every fault of a recording says what is wrong and what to do."""

import string

import pytest

from benvenuto.domain.faults import BenvenutoError
from benvenuto.listening import faults

FAULTS = [fault for fault in vars(faults).values() if isinstance(fault, type) and hasattr(fault, "template")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_it_has_a_message_and_a_remedy_that_its_parameters_fill(fault: type[BenvenutoError]) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert fault.template
    assert fault.remedy
    assert places(fault.remedy) <= places(fault.template)
    error = fault(**dict.fromkeys(places(fault.template), "seven"))
    assert ("seven" in str(error)) is bool(places(fault.template))
