#!/usr/bin/env bash
# python-stdnum 2.2: of a valid codice fiscale get_gender() may raise ValueError, and a company passes for a person.
#
# THE USUAL GUESS
#   stdnum.it.codicefiscale knows omocodia: where two people would have the same code, the tax office puts letters for
#   digits (L for 0, M for 1 ...). validate() and get_birth_date() read such codes, so get_gender() does as well. And
#   what is_valid() calls a codice fiscale is the 16 characters of a person.
#
# WHAT IT REALLY DOES
#   - get_birth_date() maps letters back to digits; get_gender() calls int() on the characters of the day, and raises
#     a plain ValueError (none of stdnum's ValidationError) for a valid code whose day has a letter. Whoever catches
#     ValidationError, as the library teaches, is stopped by the first such person.
#   - is_valid() takes the 11 digits of a partita IVA too, for companies that have one for their codice fiscale, so a
#     field for people takes a company's number. Ask for the length first.
#
# WHAT WOULD MEND IT (for a report to python-stdnum)
#   Read the day in get_gender() through _date_digits, as get_birth_date() does.
#
# The script installs a pinned public package into a temporary folder, and fails when the behaviour has changed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check python-stdnum==2.2

"$folder/venv/bin/python" - <<'PY'
import sys

import stdnum
from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale

BODY = "RSSMRA85TMLA562"  # the tenth, its two digits replaced
code = BODY + codicefiscale.calc_check_digit(BODY)


def gender(number: str) -> object:
    try:
        return codicefiscale.get_gender(number)
    except Exception as error:
        return error


plain = gender("RSSMRA85T10A562S")
replaced = gender(code)
company = "00743110157"
print(f"python-stdnum {stdnum.__version__}, Python {sys.version.split()[0]}")
print(f"  RSSMRA85T10A562S   born {codicefiscale.get_birth_date('RSSMRA85T10A562S')}   gender {plain!r}")
print(f"  {code}   born {codicefiscale.get_birth_date(code)}   gender {replaced!r}")
print(f"  {company}        codicefiscale.is_valid: {codicefiscale.is_valid(company)}")
expected = {
    "both are valid, with the same birth date": codicefiscale.is_valid(code)
    and codicefiscale.get_birth_date(code) == codicefiscale.get_birth_date("RSSMRA85T10A562S"),
    "the gender is a ValueError": isinstance(replaced, ValueError) and not isinstance(replaced, ValidationError),
    "a partita IVA is a valid codice fiscale": codicefiscale.is_valid(company) is True,
}
for what, so in expected.items():
    print(f"  {'as stated' if so else 'CHANGED  '}   {what}")
sys.exit(not all(expected.values()))
PY
