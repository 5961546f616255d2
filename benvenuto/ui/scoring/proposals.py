"""What calibration sessions propose to change in the rubrics: read, taken into a file, and settled."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from benvenuto.domain.calibration import ProposalState, RubricProposal
from benvenuto.formats.scoring.rubrics import proposed_yaml
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice, section
from benvenuto.ui.outcome import attempt
from benvenuto.ui.scoring.proposal_words import proposal_html
from benvenuto.ui.streamlit.sticky_button import button


def proposals(ctx: PageContext, titles: Mapping[str, str], *, place: str) -> None:
    """Those that are open, each with its part of the file; those settled, folded. `titles` of criteria, by path."""
    listed = ctx.app.consensus.proposals(ctx.actor)
    section(
        ctx._("Proposals from calibration sessions"),
        ctx._(
            "Other words for a level, from people who read it differently. Put them into the file, then say so here."
        ),
    )
    waiting = [each for each in listed if each.state is ProposalState.OPEN]
    if not waiting:
        quiet_notice(ctx._("No proposal is open."))
    for proposal in waiting:
        _open(ctx, proposal, titles, place)
    settled = [each for each in listed if each.state is not ProposalState.OPEN]
    if settled:
        words = ctx.say.plural("{n} proposal settled", "{n} proposals settled", len(settled))
        with st.expander(words, key="proposals_settled"):
            for proposal in settled:
                _html(ctx, proposal, titles)


def _open(ctx: PageContext, proposal: RubricProposal, titles: Mapping[str, str], place: str) -> None:
    with st.container(key=f"proposal_{proposal.id}"):
        _html(ctx, proposal, titles)
        with st.container(horizontal=True, key=f"proposal_deeds_{proposal.id}"):
            st.download_button(
                ctx._("As YAML"),
                proposed_yaml(proposal),
                file_name=f"{proposal.new.path.replace('/', '-')}-{proposal.new.level}.yaml",
                mime="application/yaml",
                key=f"proposal_file_{proposal.id}",
                icon=":material/download:",
                on_click="ignore",
            )
            if button(ctx, ctx._("It is in the rubric"), key=f"proposal_done_{proposal.id}"):
                _settle(ctx, proposal, ProposalState.DONE, place)
            if button(ctx, ctx._("Decline"), key=f"proposal_declined_{proposal.id}"):
                _settle(ctx, proposal, ProposalState.DECLINED, place)


def _settle(ctx: PageContext, proposal: RubricProposal, state: ProposalState, place: str) -> None:
    words = ctx._("Settled. Those of the session read it there.")
    attempt(ctx, lambda: ctx.app.consensus.settle(ctx.actor, proposal.id, state), words, place=place)


def _html(ctx: PageContext, proposal: RubricProposal, titles: Mapping[str, str]) -> None:
    st.html(f'<article class="bv-proposal">{proposal_html(ctx, proposal, titles)}</article>')
