"""The way out."""

from benvenuto.ui.people import account
from benvenuto.ui.shell import current_context

account.sign_out(current_context())
