"""The accounts of the sample week, offered on the sign-in page as long as they are there."""

from __future__ import annotations

from dataclasses import dataclass

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.people import Role
from benvenuto.sample.people import PASSWORD, PEOPLE


@dataclass(frozen=True, slots=True)
class DemoAccounts:
    """Who may be tried: (user name, name, role), all with one password."""

    people: tuple[tuple[str, str, Role], ...] = ()
    password: str = ""


def demo_accounts(app: Benvenuto) -> DemoAccounts:
    """The sample's people that are offered to a newcomer and have an open account; nobody without sample data."""
    if not app.settings.sample:
        return DemoAccounts()
    with app.database.read() as tx:
        # by both names: somebody real may be called bruno too
        open_accounts = {(person.username, person.name) for person in tx.people.everyone() if person.active}
    offered = [one for one in PEOPLE if one.shown and (one.username, one.name) in open_accounts]
    return DemoAccounts(tuple((one.username, one.name, one.role) for one in offered), PASSWORD)
