"""A sound rubric and scorecard, as their files say them."""

from benvenuto.formats.scoring.rubrics import read_rubric, read_scorecard

GREETING_TEXT = """\
id: greeting
version: 3
title: {it: Accoglienza, en: Greeting}
summary: >
  Chi chiama
  si sente atteso.
handbook: opening
criteria:
  - id: company-name
    title: {it: Nome dell'azienda, en: Company name}
    description: CRM
    weight: 2
    critical: customer
    on_fail: {cap: 50}
    handbook: opening#first-words
    scale: &yes-or-no
      - {level: full, value: 1, label: {it: Sì, en: Yes}, behaviour: {it: Detto., en: Said.}}
      - {level: missing, value: 0.0, label: No, behaviour: {it: Taciuto., en: Not said.}}
    reasons:
      - {id: rushed, text: {it: Detto in fretta., en: Said in a rush.}}
  - id: own-name
    title: {it: Il proprio nome, en: Own name}
    description: CRM
    not_applicable: true
    applies_when: {reason: [return, refund], language: [it], criterion: company-name, level: [full]}
    handbook: opening#identity
    scale: *yes-or-no
"""

CARD_TEXT = """\
id: order-support
version: 1
title: {it: Ordini, en: Orders}
summary: CRM
for_reasons: [delivery, return]
rubrics:
  - {rubric: greeting, weight: 15}
bands:
  - {id: excellent, from: 90, label: {it: Ottima, en: Excellent}}
  - {id: low, from: 0, label: {it: Bassa, en: Low}}
verdict: {pass_from: 75, fail_on: [customer]}
"""

DEFAULT_TEXT = CARD_TEXT.replace("order-support", "general").replace("for_reasons: [delivery, return]\n", "")

_greeting, _faults = read_rubric(GREETING_TEXT, "greeting.yaml")
assert _greeting is not None, _faults
GREETING = _greeting
_card, _faults = read_scorecard(CARD_TEXT, "order-support.yaml", {"greeting": GREETING})
assert _card is not None, _faults
CARD = _card
