"""A scorecard to look at: three areas, eleven criteria, one of them ruled out by the contact reason."""

from benvenuto.ui.components.scorecard import (
    AnswerView,
    CriterionView,
    EvidenceView,
    GroupView,
    LevelView,
    ReasonView,
)
from tests.ui.components.site.store import Stored, blank

Row = tuple[str, str, str, str, list[LevelView], list[ReasonView]]
EVIDENCE: EvidenceView = {
    "traces": [
        {"label": "A greeting", "text": "“Good morning <b>all</b>.”", "at_s": [12.5], "times": ""},
        {"label": "Late", "text": "6 s (> 4 s)", "at_s": [], "times": "00:06"},
    ],
    "missing": "Not detected, please listen: the company's name",
}
VALUES = {"fully": 1.0, "partly": 0.5, "not": 0.0}


def levels(fully: str, partly: str, missed: str) -> list[LevelView]:
    return [
        {"id": "fully", "label": "Fully", "behaviour": fully, "best": True, "fails": False},
        {"id": "partly", "label": "In part", "behaviour": partly, "best": False, "fails": False},
        {"id": "not", "label": "Not", "behaviour": missed, "best": False, "fails": True},
    ]


def yes_or_no(yes: str, no: str) -> list[LevelView]:
    return [
        {"id": "fully", "label": "Yes", "behaviour": yes, "best": True, "fails": False},
        {"id": "not", "label": "No", "behaviour": no, "best": False, "fails": True},
    ]


def reasons(*labels: str) -> list[ReasonView]:
    return [{"id": f"r{place}", "label": label} for place, label in enumerate(labels)]


AREAS: dict[str, list[tuple[str, str, str, str, list[LevelView], list[ReasonView]]]] = {
    "Greeting": [
        (
            "company-name",
            "Names the company",
            "The caller knows at once that they have reached the right house.",
            "",
            levels(
                "Says the company's name in the first sentence, clearly and unhurried.",
                "Says the name, but swallowed or after the first questions.",
                "Does not say where the caller has arrived.",
            ),
            reasons("Too fast to understand", "Only after being asked", "Wrong or shortened name"),
        ),
        (
            "own-name",
            "Gives their own name",
            "A name makes a person of a voice.",
            "",
            levels(
                "Gives a name by which they can be asked for again.",
                "Gives a name that cannot be understood.",
                "Stays nameless.",
            ),
            reasons("Mumbled", "Only at the end"),
        ),
        (
            "offer-of-help",
            "Offers help",
            "One open question, and then room to answer it.",
            "",
            levels(
                "Asks how they can help and lets the caller begin.",
                "Asks for a number or a name before asking what it is about.",
                "Waits for the caller to guess whose turn it is.",
            ),
            reasons("Asked for data first", "Interrupted the answer"),
        ),
    ],
    "Listening": [
        (
            "lets-finish",
            "Lets the caller finish",
            "Nobody repeats what was heard to the end.",
            "",
            levels(
                "Lets every thought come to its end; pauses are left alone.",
                "Interrupts once or twice and gives the word back.",
                "Talks over the caller.",
            ),
            reasons("Interrupted the reason for the call", "Finished the caller's sentences"),
        ),
        (
            "paraphrase",
            "Says back what was understood",
            "The caller hears their own matter in other words, and can correct it.",
            "",
            levels(
                "Sums the matter up in own words and asks whether it is right.",
                "Repeats words without checking.",
                "Answers something that was not asked.",
            ),
            reasons("No check", "Left out the essential point"),
        ),
        (
            "hold",
            "Asks leave before a hold",
            "Silence without a reason is a closed door.",
            "",
            yes_or_no("Says why and how long, and waits for a yes.", "The caller finds themselves in the music."),
            reasons("No reason given", "No thanks afterwards"),
        ),
    ],
    "Precise answers": [
        (
            "correct",
            "The answer is right",
            "Checked against the policy of the house, not against memory.",
            "Customer-critical",
            yes_or_no(
                "Everything said agrees with the handbook and the order.",
                "At least one statement is wrong.",
            ),
            reasons("Wrong period for withdrawal", "Wrong price", "Wrong procedure"),
        ),
        (
            "complete",
            "The answer is complete",
            "The caller need not call again for the second half.",
            "",
            levels("Answers the question and the next one.", "Answers the question only.", "Leaves it open."),
            reasons("Second question unanswered", "No next step"),
        ),
        (
            "permission",
            "Asks permission to be in touch",
            "Consent is asked for, and the answer is kept.",
            "Compliance-critical",
            yes_or_no("Asks, names the purpose and takes no for an answer.", "Takes consent for granted."),
            reasons("Purpose not named"),
        ),
        (
            "order-number",
            "Asks for the order number once",
            "Who has given it need not give it again.",
            "",
            yes_or_no("Asks once, notes it and uses it.", "Asks again, or never."),
            reasons("Asked twice"),
        ),
    ],
}


def groups() -> list[GroupView]:
    return [group(title, rows) for title, rows in AREAS.items()]


def group(title: str, rows: list[Row]) -> GroupView:
    slug = title.lower().replace(" ", "-")
    return {"id": slug, "title": title, "criteria": [criterion(f"{slug}/{row[0]}", row) for row in rows]}


def criterion(path: str, row: Row) -> CriterionView:
    name, title, description, critical, scale, why = row
    ruled_out = "Not applicable: this call is not about an order." if name == "order-number" else ""
    return {
        "path": path,
        "title": title,
        "description": description,
        "critical": critical,
        "levels": scale,
        "not_applicable_allowed": name in {"hold", "permission"},
        "not_applicable_because": ruled_out,
        "depends_on": None,
        "reasons": why,
        "policy": [],
        "agreed": [],
        "evidence": EVIDENCE if name == "company-name" else None,
        "handbook": {"label": "In the handbook", "href": f"/handbook#{name}"},
    }


def scores(answers: Stored) -> dict[str, str]:
    return {one["id"]: mean([answers.get(each["path"], blank()) for each in one["criteria"]]) for one in groups()}


def mean(answers: list[AnswerView]) -> str:
    values = [VALUES[level] for each in answers if (level := each["level"]) is not None]
    return f"{100 * sum(values) / len(values):.1f}" if values else ""
