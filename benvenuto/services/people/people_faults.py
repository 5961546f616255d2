"""What can be wrong with a person, a team or a role, each fault with its remedy."""

from __future__ import annotations

from benvenuto.domain.faults import BenvenutoError, message


class WrongUsername(BenvenutoError):
    """A user name that cannot be one."""

    template = message(
        "A user name has 2 to 119 lower-case letters, digits or . _ @ + - and begins with a letter or digit."
    )
    remedy = message("Choose another one.")


class TakenUsername(BenvenutoError):
    """Somebody has this user name already."""

    template = message("{username} is taken.")
    remedy = message("Choose another one.")


class NoSuchPerson(BenvenutoError):
    """A user name that nobody has."""

    template = message("Nobody has the user name {username}.")
    remedy = message("Check how it is written.")


class NoSuchAgent(BenvenutoError):
    """A code was given to somebody who is no agent of any team."""

    template = message("This person is not an agent of any team.")
    remedy = message("Give the code to an agent.")


class NoSuchCode(BenvenutoError):
    """A code was taken away that is the person's no longer."""

    template = message("The code {code} is not a further code of this person.")
    remedy = message("Look at the page again: somebody may have taken it away.")


class CodeMissing(BenvenutoError):
    """An agent was to be known by nothing."""

    template = message("The agent code is missing.")
    remedy = message("Write it as the call log does.")


class NameMissing(BenvenutoError):
    """A person or team without a name."""

    template = message("A name is missing.")
    remedy = message("Enter the name they are known by.")


class HiddenSigns(BenvenutoError):
    """A name that could be taken for another one, or breaks a table."""

    template = message("This holds a character that nobody sees, such as a line break or a zero-width space.")
    remedy = message("Type it again instead of pasting it.")


class NameTooLong(BenvenutoError):
    """A name or code for which there is no room."""

    template = message("This has more than {longest} characters.")
    remedy = message("Shorten it.")


class TakenTeamName(BenvenutoError):
    """There is a team of this name already."""

    template = message("There is already a team called {name}.")
    remedy = message("Choose another name.")


class TakenAgentCode(BenvenutoError):
    """Call logs could not tell the two apart."""

    template = message("{name} already has the agent code {code}.")
    remedy = message("Each agent needs their own code, the one used in the call logs.")


class LastAdministrator(BenvenutoError):
    """Nobody would be left to administer."""

    template = message("This is the last administrator: nobody could let you back in.")
    remedy = message("Make somebody else an administrator first.")


class TeamMissing(BenvenutoError):
    """A role that needs a team has none."""

    template = message("An agent, supervisor or manager needs a team.")
    remedy = message("Choose at least one team for the role.")
