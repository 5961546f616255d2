"""Whoever works on the command line of the machine: they have the files, so they may administer."""

from __future__ import annotations

from benvenuto.domain.people import Actor, Membership, Role

LOCAL_ADMINISTRATOR = Actor(0, "", frozenset({Membership(Role.ADMINISTRATOR, None)}))
"""The actor of every command; the audit log shows it as nobody."""
