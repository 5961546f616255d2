#!/usr/bin/env bash
# One short line of a call log: DuckDB 2.0.1 reads one column, polars 2.1.0 nulls, pyarrow 26.0.1 refuses the file.
#
# THE USUAL GUESS
#   The three fast readers of CSV agree on what such a file is: comma-separated, with the columns of its header. A line
#   that is too short is an error that names it, or is filled with nulls; and telephone numbers are read alike.
#
# WHAT IT REALLY DOES
#   A switchboard that leaves out empty trailing cells writes short lines, for calls nobody answered.
#   - DuckDB's sniffer looks for a dialect in which all lines have as many cells. With one short line among many, that
#     is the dialect without any separator: one text column, named by the whole header. No error, no warning. Its type
#     and name are all that tells; `strict_mode=false` or an explicit `delim` and `null_padding` is needed.
#   - polars fills up with nulls and says nothing, even with its default truncate_ragged_lines=False, which speaks of
#     lines that are too long.
#   - pyarrow refuses the whole file, naming the line's text but no number.
#   Of the callers' numbers each makes something else. "+393471234567" stays text in DuckDB and polars, but becomes the
#   float 393471234567.0 in pyarrow, for which a sign begins a number. "0612345678" becomes 612345678 in polars and
#   pyarrow; DuckDB 2.0 keeps the zero of a landline, but only where its sample of the file's first lines has one: the
#   first landline after 30,000 mobiles is an integer like them, and its zero is gone without a word.
#   So whoever lets a reader guess draws the wrong calls, in three different ways. Read every column as text, keep the
#   line numbers, and decide by the cells.
#
# The script makes its own logs, installs pinned public packages into a temporary folder, and fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1

cat > "$folder/logs.py" <<'PY'
import sys
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.csv as pc

HEAD = "id,agent,caller,reason"
short, mobile, landline, late = (Path(f"{name}.csv") for name in ("short", "mobile", "landline", "late"))
lines = [f"{n},agent-{n % 7},0612345{n:03},delivery" for n in range(200)]
lines[57] = "57,agent-1"
short.write_text("\n".join([HEAD, *lines]) + "\n")
mobile.write_text("id,caller\n1,+393471234567\n2,+39061234567\n")
landline.write_text("id,caller\n1,0612345678\n2,0687654321\n")
late.write_text("id,caller\n" + "".join(f"{n},3471234{n % 1000:03}\n" for n in range(30_000)) + "30000,0612345678\n")


def arrow(file: Path) -> object:
    try:
        return pc.read_csv(file)
    except pa.ArrowInvalid as refused:
        return refused


print(f"duckdb {duckdb.__version__}, polars {pl.__version__}, pyarrow {pa.__version__}")
one, padded, refused = duckdb.read_csv(str(short)), pl.read_csv(short), arrow(short)
print(f"  one short line of 200   duckdb: {one.columns} {[str(kind) for kind in one.types]}, {len(one.fetchall())} rows")
print(f"                          polars: {padded.columns}, line 57 is {padded.row(57)}")
print(f"                          pyarrow: {refused}")
numbers = {}
for file, line in ((mobile, 0), (landline, 0), (late, 30_000)):
    numbers[file.stem] = (
        duckdb.read_csv(str(file)).fetchall()[line][1],
        pl.read_csv(file)["caller"][line],
        arrow(file)["caller"][line].as_py(),
    )
    print(f"  {file.stem:8}                duckdb, polars, pyarrow: {numbers[file.stem]}")
expected = {
    "duckdb: one column, named by the header": one.columns == [HEAD] and str(one.types[0]) == "VARCHAR",
    "polars: nulls": padded.row(57) == (57, "agent-1", None, None),
    "pyarrow: refused": isinstance(refused, pa.ArrowInvalid),
    "a mobile is text, text, a float": numbers["mobile"] == ("+393471234567", "+393471234567", 393471234567.0)
    and isinstance(numbers["mobile"][2], float),
    "a landline is text, an integer, an integer": numbers["landline"] == ("0612345678", 612345678, 612345678),
    "the first one after 30,000 mobiles loses its zero in all": numbers["late"] == (612345678,) * 3,
}
for what, so in expected.items():
    print(f"  {'as stated' if so else 'CHANGED  '}   {what}")
sys.exit(not all(expected.values()))
PY

cd "$folder" && venv/bin/python logs.py
