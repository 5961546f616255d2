"""Where the sample's published password opens an account: on one's own machine, while one tries the sample."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.published import PUBLISHED_PASSWORD, is_published, is_this_machine, published_opens

HERE = st.sampled_from(["localhost", "LOCALHOST", "::1", "[::1]"]) | st.ip_addresses(network="127.0.0.0/8").map(str)
ELSEWHERE = st.ip_addresses().filter(lambda one: not one.is_loopback).map(str) | st.sampled_from(
    ["", "0.0.0.0", "::", "qa.example", "localhost.example", "127.0.0.1.example", "127.1"]  # noqa: S104
)


@given(HERE, HERE)
def test_it_opens_where_nobody_but_this_machine_can_come_in(listens_on: str, visited_at: str) -> None:
    assert published_opens(sample=True, listens_on=listens_on, visited_at=visited_at)


@given(HERE, ELSEWHERE)
def test_it_opens_nothing_where_others_can_come_in_by_either_way(here: str, elsewhere: str) -> None:
    assert not published_opens(sample=True, listens_on=elsewhere, visited_at=here)
    assert not published_opens(sample=True, listens_on=here, visited_at=elsewhere)


@given(HERE | ELSEWHERE, HERE | ELSEWHERE)
def test_it_opens_nothing_without_the_sample(listens_on: str, visited_at: str) -> None:
    assert not published_opens(sample=False, listens_on=listens_on, visited_at=visited_at)


@given(st.text())
def test_no_name_of_a_network_is_this_machine(name: str) -> None:
    assert not is_this_machine(f"{name}.example")


@pytest.mark.parametrize("typed", [PUBLISHED_PASSWORD, "Benvenuto", " benvenuto ", "BENVENUTO\t"])
def test_it_is_known_however_it_is_written(typed: str) -> None:
    assert is_published(typed)


@pytest.mark.parametrize("typed", ["", "benvenuto a casa", "ben venuto", "benvenuti"])
def test_another_password_is_not_the_published_one(typed: str) -> None:
    assert not is_published(typed)
