"""Words that charts and sentences share: Nelson's rules by number, and what was declared to have changed."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.languages import Language
from benvenuto.services.quality.control_charts import KnownChange
from benvenuto.statistics.control_chart import Cause
from benvenuto.statistics.nelson import Rule


def rule_numbers(say: Language, rules: Sequence[Rule]) -> str:
    """Nelson's rules by their numbers: "rule 1", "rules 2, 6"."""
    if len(rules) == 1:
        return say.text("rule {number}", number=rules[0].value)
    return say.text("rules {numbers}", numbers=", ".join(str(rule.value) for rule in rules))


def cause(say: Language, known: KnownChange) -> str:
    """A declared change, told with what it is about."""
    name = known.name.in_language(say.code)
    if known.declared.cause is Cause.EVALUATORS:
        return say.text("{name} starts evaluating", name=name)
    return say.text("new version of “{title}” ({version})", title=name, version=known.version)
