"""Which critical errors to look at, kept in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.services.quality.trends import Choices
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.choices import DEFAULTS, WIDTH, evaluations
from benvenuto.ui.quality.trend.behind import CRITICAL
from benvenuto.ui.quality.trend.words import capital
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("critical", {"calls": "random", "type": "", **DEFAULTS, "criterion": "", "why": ""})


@dataclass(frozen=True, slots=True)
class CriticalErrorsView:
    """What is looked at; `type` is empty for all types of critical errors together."""

    wanted: EvaluationFilter
    type: str

    @property
    def targeted(self) -> bool:
        """Whether these are hand-picked calls, from which no share of all calls can be read."""
        return self.wanted.selection == "targeted"


def choose(ctx: PageContext, known: Choices) -> CriticalErrorsView:
    """Ask what to look at."""
    kinds = {"random": ctx._("Randomly selected"), "targeted": ctx._("Hand-picked")}
    selection = KEPT.one_of("calls", kinds, ctx._("Calls"), width=WIDTH)
    types = {"": ctx._("All types"), **{kind: capital(ctx._(name)) for kind, name in CRITICAL.items()}}
    kind = KEPT.one_of("type", types, ctx._("Type"), width=WIDTH)
    return CriticalErrorsView(replace(evaluations(ctx, KEPT, known), selection=selection), kind)
