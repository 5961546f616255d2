#!/usr/bin/env bash
# Raters' agreement: scikit-learn 1.9.1 and irrCAC 0.4.4 order a scale by the alphabet, statsmodels 0.15.0 counts a gap.
#
# THE USUAL GUESS
#   Two listeners mark twelve calls as poor, fair or good. A weighted kappa is an established figure: any library gives
#   the same one, or asks for the order of the scale. And where a rater has not marked a call, that call is left out for
#   that rater, as Krippendorff's alpha has it, or the missing mark is an error.
#
# WHAT IT REALLY DOES
#   - cohen_kappa_score(..., weights="quadratic") of scikit-learn takes words and sorts them: fair, good, poor. "Poor" is
#     then next to "good" and far from "fair". The same marks give 0.28 as words and 0.74 as numbers. No warning; only
#     `labels=` in the right order mends it. The figure is wrong in either direction, by the words' initials: translate
#     the scale, and the agreement of the same people is another.
#   - irrCAC's CAC(..., weights="quadratic") does the same, and gives the same 0.28; its `categories=` mends it.
#   - krippendorff asks: words on an ordinal scale without `value_domain` are an error.
#   - aggregate_raters of statsmodels makes a category of NaN. Two who have not marked a call agree on it: six calls on
#     which three raters agree less than by chance (Fleiss' kappa -0.33) and four that one of them marked alone make
#     -0.01, as if they marked by chance; the more is skipped, the better they agree. fleiss_kappa itself refuses a table
#     whose rows add up differently, but by a bare assertion that says nothing; whoever fills it with aggregate_raters
#     never meets it.
#   - scikit-learn refuses NaN, but an empty text is a level like any other, on which two may agree.
#   So give the order of a scale yourself, always, and leave missing marks out before any of them sees the table.
#
# The script makes its own marks, installs pinned public packages into a temporary folder, and fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  scikit-learn==1.9.1 statsmodels==0.15.0 irrCAC==0.4.4 krippendorff==0.9.0

cat > "$folder/marks.py" <<'PY'
import sys
import warnings
from importlib.metadata import version
from math import nan

import numpy as np
import pandas as pd

warnings.simplefilter("error")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the packages say of each other while they are imported
    import krippendorff
    from irrCAC.raw import CAC
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

SCALE = ["poor", "fair", "good"]
one = "poor poor fair fair good good good fair good poor fair good".split()
other = "poor fair fair good good good fair poor good poor fair good".split()
numbers = [[SCALE.index(word) for word in marks] for marks in (one, other)]


def cac(**given: object) -> float:
    table = pd.DataFrame({"one": one, "other": other})
    return CAC(table, weights="quadratic", **given).fleiss()["est"]["coefficient_value"]


def refusal(call: object) -> str:
    try:
        return f"{call():.2f}"
    except (AssertionError, ValueError) as refused:
        return f"{type(refused).__name__}: {str(refused)[:60]}"


print(", ".join(f"{name} {version(name)}" for name in ("scikit-learn", "irrCAC", "krippendorff", "statsmodels")))
words = cohen_kappa_score(one, other, weights="quadratic")
as_numbers = cohen_kappa_score(*numbers, weights="quadratic")
ordered = cohen_kappa_score(one, other, weights="quadratic", labels=SCALE)
cac_words, cac_ordered = cac(), cac(categories=SCALE)
asks = refusal(lambda: krippendorff.alpha(reliability_data=np.array([one, other]), level_of_measurement="ordinal"))
print(f"  scikit-learn, quadratic   as words {words:.2f}, as numbers {as_numbers:.2f}, words in order {ordered:.2f}")
print(f"  irrCAC, quadratic         as words {cac_words:.2f}, words in order {cac_ordered:.2f}")
print(f"  krippendorff, ordinal     as words {asks}")

warnings.simplefilter("ignore")  # of NaN as a number; that of words came without one
whole = np.array([[1, 0, 1], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 0], [0, 1, 1]], dtype=float)
gaps = np.vstack([whole, [[1, nan, nan], [0, nan, nan], [nan, 1, nan], [nan, nan, 0]]])
table, categories = aggregate_raters(gaps)
alone, with_gaps = fleiss_kappa(aggregate_raters(whole)[0]), fleiss_kappa(table)
alpha = [krippendorff.alpha(reliability_data=marks.T, level_of_measurement="nominal") for marks in (whole, gaps)]
uneven = refusal(lambda: fleiss_kappa(table[:, :2]))
empty = refusal(lambda: cohen_kappa_score(["a", "b", "", ""], ["b", "a", "", ""]))
missing = refusal(lambda: cohen_kappa_score([1, 0, nan, nan], [0, 1, nan, nan]))
print(f"  statsmodels, Fleiss       whole {alone:.2f}, with calls marked by one {with_gaps:.2f}, categories {categories}")
print(f"  krippendorff, nominal     whole {alpha[0]:.2f}, with calls marked by one {alpha[1]:.2f}")
print(f"  a table without that column   {uneven!r}")
print(f"  scikit-learn on a gap     NaN: {missing}; empty text: {empty}")
expected = {
    "scikit-learn sorts the words": round(words, 2) == 0.28 and round(as_numbers, 2) == round(ordered, 2) == 0.74,
    "irrCAC sorts the words": round(cac_words, 2) == 0.28 and round(cac_ordered, 2) == 0.74,
    "krippendorff asks for the order": asks.startswith("ValueError"),
    "statsmodels makes a category of what is missing": len(categories) == 3 and round(with_gaps - alone, 2) == 0.32,
    "krippendorff leaves it out": alpha[0] == alpha[1],
    "a bare assertion is all that refuses": uneven == "AssertionError: ",
    "scikit-learn refuses NaN, and takes an empty text": missing.startswith("ValueError") and empty == "0.20",
}
for what, so in expected.items():
    print(f"  {'as stated' if so else 'CHANGED  '}   {what}")
sys.exit(not all(expected.values()))
PY

cd "$folder" && venv/bin/python marks.py
