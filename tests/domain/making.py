"""Rubrics, scorecards and answers to test with, small enough to work out by hand."""

from collections.abc import Callable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, NotApplicable
from benvenuto.domain.rubric import AppliesWhen, Criterion, Critical, CriticalType, Level, OnFail, Rubric
from benvenuto.domain.scorecard import Band, Scorecard, ScorecardPart, Verdict
from benvenuto.domain.scoring import CallFacts
from benvenuto.domain.text import Text

ALWAYS = AppliesWhen()
FACTS = CallFacts("delivery", "it")
LEVELS = {"full": 1.0, "mostly": 0.75, "partly": 0.5, "missing": 0.0}
SCALE = tuple(
    Level(name, value, Text.plain(name), Text.plain(f"what is heard: {name}")) for name, value in LEVELS.items()
)


def criterion(
    name: str, weight: float = 1, critical: Critical | None = None, applies_when: AppliesWhen = ALWAYS
) -> Criterion:
    """A criterion with the levels full 1, mostly 0.75, partly 0.5, missing 0; N/A may be chosen."""
    text = Text.plain(name)
    return Criterion(name, text, text, weight, SCALE, "opening#identity", critical, True, applies_when)


def rubric(name: str, *criteria: Criterion) -> Rubric:
    """A rubric of these criteria."""
    return Rubric(name, 1, Text.plain(name), Text.plain(name), "opening", criteria)


def scorecard(*parts: tuple[Rubric, float], pass_from: float = 75, fail_on: tuple[CriticalType, ...] = ()) -> Scorecard:
    """A scorecard of rubrics with weights; bands: good from 75, low from 0."""
    bands = (Band("good", 75, Text.plain("good")), Band("low", 0, Text.plain("low")))
    whole = tuple(ScorecardPart(one, weight) for one, weight in parts)
    return Scorecard(
        "order-support", 1, Text.plain("card"), Text.plain("card"), (), whole, bands, Verdict(pass_from, fail_on)
    )


def answers(**choices: str | NotApplicable | None) -> Mapping[str, Answer]:
    """Answers by path, written rubric__criterion="level"."""
    return {path.replace("__", "/"): Answer(choice) for path, choice in choices.items()}


WEIGHTS = st.integers(1, 50).map(float) | st.floats(0.01, 100)
CHOICES = st.sampled_from([*LEVELS, NOT_APPLICABLE, None])
CRITICALS = st.none() | st.builds(Critical, st.sampled_from(CriticalType), st.sampled_from(OnFail), st.floats(0, 100))


@st.composite
def scorecards(draw: st.DrawFn) -> Scorecard:
    """Any scorecard of one to four rubrics with one to five criteria, some of them critical."""
    parts = []
    for at in range(draw(st.integers(1, 4))):
        number = draw(st.integers(1, 5))
        criteria = [criterion(f"c{one}", draw(WEIGHTS), draw(CRITICALS)) for one in range(number)]
        parts.append((rubric(f"r{at}", *criteria), draw(WEIGHTS)))
    return scorecard(*parts, pass_from=draw(st.floats(0, 100)), fail_on=(CriticalType.CUSTOMER,))


ScoredCall = tuple[Scorecard, dict[str, Answer]]


@st.composite
def scored_calls(draw: st.DrawFn) -> ScoredCall:
    """Any scorecard with an answer, N/A or nothing for each of its criteria."""
    card = draw(scorecards())
    return card, {path: Answer(draw(CHOICES)) for path, _ in card.criteria()}


def holds_for(*strategies: st.SearchStrategy[object]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try a rule on a hundred drawn cases, the same ones each time, however busy the machine."""
    return lambda rule: settings(deadline=None, derandomize=True)(given(*strategies)(rule))
