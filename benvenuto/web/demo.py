"""The accounts of the sample week, offered on the sign-in page as long as they are there."""

from __future__ import annotations

from dataclasses import dataclass

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.people import Role
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.sample.people import PEOPLE


@dataclass(frozen=True, slots=True)
class DemoAccounts:
    """Who may be tried: (user name, name, role), all with one password."""

    people: tuple[tuple[str, str, Role], ...] = ()
    password: str = ""


def demo_accounts(app: Benvenuto) -> DemoAccounts:
    """The sample's people offered to a newcomer, with an open account; nobody where their password is refused."""
    if not app.sign_in.published_opens:
        return DemoAccounts()
    with app.database.read() as tx:
        # by both names: somebody real may be called bruno too
        open_accounts = {(person.username, person.name) for person in tx.people.everyone() if person.active}
    offered = [person for person in PEOPLE if person.shown and (person.username, person.name) in open_accounts]
    return DemoAccounts(tuple((person.username, person.name, person.role) for person in offered), PUBLISHED_PASSWORD)
