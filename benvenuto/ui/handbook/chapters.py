"""The handbook on the screen: chapters to read, words to find, and the very section that a criterion points to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from benvenuto.formats.handbook.chapters import PHRASES, Chapter, Hit, last_column
from benvenuto.ui.components.scroll import scroll
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, style, title, window_title
from benvenuto.ui.handbook.phrases import phrases_page
from benvenuto.ui.handbook.section import body
from benvenuto.ui.people.works_agreement import is_set
from benvenuto.ui.shell import address

_MOST_HITS = 20
_FIRST, _PHRASES = 3, 2
_LONGEST = 100
_WORDS = "q"
_BEGAN = "handbook_search_began"


def show(ctx: PageContext) -> None:
    """What the address asks for: the places of some words, a chapter, or the list of chapters."""
    style("handbook")
    wanted = _wanted()
    words = _words(ctx)
    on = _day()
    chapters = ctx.app.handbook.chapters(ctx.actor, ctx.say.code, on)
    if words:
        st.session_state[_BEGAN] = wanted
        st.query_params.from_dict({_WORDS: words})
        _search_results(ctx, words)
    elif wanted:
        # also where a search given up leads back to
        st.query_params.from_dict({"at": wanted} | ({"on": str(on)} if on else {}))
        _asked(ctx, chapters, wanted, on)
    else:
        st.query_params.clear()
        _contents(ctx, chapters)


def _wanted() -> str:
    """The place asked for. A link ends the search; a search given up leads back to where it began."""
    wanted = st.query_params.get("at", "")
    if _WORDS not in st.session_state:
        st.session_state[_WORDS] = st.query_params.get(_WORDS, "")[:_LONGEST]
    began = st.session_state.pop(_BEGAN, None)
    if began is None:
        return wanted
    if _WORDS not in st.query_params:
        st.session_state[_WORDS] = ""
        return wanted
    return str(began)


def _day() -> date | None:
    """The day whose policy is quoted: that of the call from which somebody came; None is today."""
    try:
        return date.fromisoformat(st.query_params.get("on", ""))
    except ValueError:
        return None


def _words(ctx: PageContext) -> str:
    with st.container(key="hb_search"):
        words = st.text_input(
            ctx._("Search the handbook"),
            key=_WORDS,
            type="search",
            live=True,
            max_chars=_LONGEST,
            icon=":material/search:",
            placeholder=ctx._("Search the handbook: refund, hold, angry…"),
            label_visibility="collapsed",
        )
    return (words or "").strip()


def _contents(ctx: PageContext, chapters: Sequence[Chapter]) -> None:
    title(
        ctx._("Handbook"),
        ctx._("How we take calls here. Every criterion on a scorecard points to one of these pages."),
    )
    if not chapters:
        empty(ctx._("The handbook is empty"), ctx._("An administrator can add chapters to its folder."))
    with st.container(key="hb_phrases"):
        _link(ctx._("Phrases at hand"), PHRASES)
        if is_set(ctx):
            st.page_link(address("works-agreement"), label=ctx._("What may be recorded and scored"))
    with st.container(key="hb_contents"):
        for chapter in chapters:
            with st.container(key=f"hb_entry_{chapter.slug}"):
                _link(chapter.title, chapter.slug)
                st.html(
                    f'<span class="bv-number">{chapter.number}</span><p class="bv-lead">{escape(chapter.summary)}</p>'
                )


def _asked(ctx: PageContext, chapters: Sequence[Chapter], wanted: str, on: date | None) -> None:
    place = ctx.app.handbook.find(ctx.actor, wanted, ctx.say.code, on)
    if place is None and wanted == PHRASES:
        with st.container(key="hb_back"):
            _all_chapters(ctx)
        phrases_page(ctx, on)
        return
    if place is None:
        empty(ctx._("Page not found"), ctx._("It may have been renamed. All chapters are listed below."))
        _contents(ctx, chapters)
        return
    chapter, asked = place
    contents, page = st.columns([3, 8], gap="large")
    with contents, st.container(key="hb_beside"):
        _beside(ctx, chapters, chapter)
    with page, st.container(key="hb_page"):
        _chapter(ctx, chapter, asked.anchor if asked else "", on)
        _neighbours(ctx, chapters, chapter)
    scroll(asked.anchor if asked else "")


def _beside(ctx: PageContext, chapters: Sequence[Chapter], open_one: Chapter) -> None:
    _all_chapters(ctx)
    _link(ctx._("Phrases at hand"), PHRASES)
    for chapter in chapters:
        here = chapter.slug == open_one.slug
        with st.container(key=f"hb_{'here' if here else 'there'}_{chapter.slug}", gap=None):
            _link(f"{chapter.number}. {chapter.title}", chapter.slug)
            for part in chapter.sections if here else ():
                _link(part.title, f"{chapter.slug}#{part.anchor}")


def _chapter(ctx: PageContext, chapter: Chapter, asked: str, on: date | None) -> None:
    window_title(chapter.title)
    number = ctx._("Chapter {n}", n=chapter.number)
    st.html(
        f'<header class="bv-chapter"><small>{escape(number)}</small><h1>{escape(chapter.title)}</h1>'
        f'<p class="bv-lead">{escape(chapter.summary)}</p></header>'
    )
    if on and any(part.quotes_policy for part in chapter.sections):
        st.text(ctx._("Rules quoted as of {day}.", day=ctx.say.day(on)))
    if chapter.introduction:
        body(ctx, chapter.introduction, on)
    for part in chapter.sections:
        with st.container(key=f"hb_{'asked' if part.anchor == asked else 'section'}_{part.anchor}"):
            st.html(f'<h2 class="bv-part" id="{escape(part.anchor)}">{escape(part.title)}</h2>')
            body(ctx, part.body_markdown, on)
            if part.law:
                words = ctx._("Law as of {day}. {sources}", day=ctx.say.day(part.law.as_of), sources=part.law.sources)
                st.html(f'<p class="bv-law">{escape(words)}</p>')
    _served(ctx, chapter)
    kept = ctx._("Owner: {owner}. Review by {day}.", owner=chapter.owner, day=ctx.say.day(chapter.review_by))
    print_it = escape(ctx._("Print this chapter"))
    st.html(f'<p class="bv-kept">{escape(kept)} <button type="button" class="bv-print">{print_it}</button></p>')


def _served(ctx: PageContext, chapter: Chapter) -> None:
    """The criteria that this chapter teaches, each leading to its section."""
    cards = [version.scorecard for version in ctx.app.scorecards.in_force()]
    criteria = {path: criterion for card in cards for path, criterion in card.criteria()}
    here = [criterion for path, criterion in criteria.items() if criterion.handbook.partition("#")[0] == chapter.slug]
    if not here:
        return
    with st.container(key="hb_served"):
        st.html(f"<h2>{escape(ctx._('What evaluators listen for'))}</h2>")
        for criterion in here:
            _link(criterion.title.in_language(ctx.say.code), criterion.handbook)


def _neighbours(ctx: PageContext, chapters: Sequence[Chapter], chapter: Chapter) -> None:
    at = [other.slug for other in chapters].index(chapter.slug)
    with st.container(key="hb_turn", horizontal=True, horizontal_alignment="distribute"):
        if at > 0:
            _link(chapters[at - 1].title, chapters[at - 1].slug, icon=":material/arrow_back:")
        if at + 1 < len(chapters):
            _link(chapters[at + 1].title, chapters[at + 1].slug, icon=":material/arrow_forward:", icon_position="right")


def _search_results(ctx: PageContext, words: str) -> None:
    hits = ctx.app.handbook.search(ctx.actor, words, ctx.say.code)
    with st.container(key="hb_back"):
        _all_chapters(ctx)
    if not hits:
        empty(
            ctx._("Nothing found for “{words}”", words=words),
            ctx._("Try another word, or just its beginning: plurals and other endings are found too."),
        )
        return
    section(ctx.say.plural("{n} place in the handbook", "{n} places in the handbook", len(hits)))
    with st.container(key="hb_hits"):
        for nth, hit in enumerate(hits[:_MOST_HITS]):
            with st.container(key=f"hb_hit_{nth}"):
                _hit(hit, phrases=_PHRASES if nth < _FIRST else 0)
    if len(hits) > _MOST_HITS:
        st.text(ctx._("Showing the best {n}. Add a word to narrow it down.", n=_MOST_HITS))


def _hit(hit: Hit, phrases: int) -> None:
    """A place, and the first of what its table has to say: there may be a caller on the line."""
    chapter, part = hit.chapter, hit.section
    _link(part.title if part else chapter.title, f"{chapter.slug}#{part.anchor}" if part else chapter.slug)
    within = f"{chapter.number}. {chapter.title}"
    say = last_column(part.body_markdown)[:phrases] if part else ()
    spoken = "".join(f"<li>{escape(words)}</li>" for words in say)
    st.html(
        f'<small>{escape(within)}</small><p class="bv-excerpt">{_marked(hit)}</p>'
        + (f'<ul class="bv-spoken">{spoken}</ul>' if spoken else "")
    )


def _marked(hit: Hit) -> str:
    pieces, done = [], 0
    for first, last in hit.marks:
        pieces += [escape(hit.excerpt[done:first]), f"<mark>{escape(hit.excerpt[first:last])}</mark>"]
        done = last
    return "".join([*pieces, escape(hit.excerpt[done:])])


def _all_chapters(ctx: PageContext) -> None:
    st.page_link(address("handbook"), label=ctx._("All chapters"), icon=":material/arrow_back:")


def _link(words: str, at: str, **look: Any) -> None:
    st.page_link(address("handbook"), label=words, query_params={"at": at}, **look)
