"""The way out."""

from benvenuto.ui.people import account
from benvenuto.ui.shell import current

account.sign_out(current())
