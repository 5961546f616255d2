"""What can go wrong between a browser and the application."""

from __future__ import annotations

from datetime import timedelta

from benvenuto.domain.faults import BenvenutoError, message


class FromAnotherSite(BenvenutoError):
    """A form that another site sent in our name."""

    template = message("This request came from another site, so nothing was done.")
    remedy = message("Open Benvenuto and try again from there.")


class NoSuchPage(BenvenutoError):
    """An address that leads nowhere."""

    template = message("There is no page at this address.")
    remedy = message("Go back, or start again from the home page.")


class TooLong(BenvenutoError):
    """A form longer than any that we show."""

    template = message("The text you sent is too long.")
    remedy = message("Go back and shorten the text.")


class DoorBusy(BenvenutoError):
    """More people sign in at once than passwords can be checked."""

    template = message("Too many people are signing in at the moment.")
    remedy = message("Try again in a few seconds.")
    wait = timedelta(seconds=5)


class WrongHost(BenvenutoError):
    """A request under a name that is not this site's."""

    template = message("This address does not belong to Benvenuto.")
    remedy = message("Open {address} instead.")


class Broken(BenvenutoError):
    """Something that nobody foresaw."""

    template = message("Something went wrong on our side.")
    remedy = message("Try again in a moment. If it keeps happening, tell your administrator what you were doing.")


class PortTaken(BenvenutoError):
    """Another program listens where we want to."""

    template = message("{host}:{port} is in use by another program.")
    remedy = message("Stop that program, or choose another port with BENVENUTO_PORT.")
