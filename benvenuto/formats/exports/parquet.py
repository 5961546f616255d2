"""Tables as Parquet, a few thousand rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benvenuto.domain.snapshot import ColumnKind, TableShape, Values

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 20_000


def write_table(file: Path, shape: TableShape, rows: Iterable[Values], meanings: Mapping[str, str]) -> int:
    """Write the columns of a shape that have a meaning, which goes with them; how many rows there are."""
    import pyarrow as pa  # a tenth of a second, which no other command needs
    import pyarrow.parquet as pq

    places = [place for place, column in enumerate(shape.columns) if column.name in meanings]
    kept = [shape.columns[place] for place in places]
    fields = [pa.field(c.name, _type(c.kind), metadata={"description": meanings[c.name]}) for c in kept]
    schema = pa.schema(fields)
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for some in _some(rows):
            columns = [[row[place] for row in some] for place in places]
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(some)
    return count


def _type(kind: ColumnKind) -> pa.DataType:
    import pyarrow as pa

    types: Mapping[ColumnKind, Any] = {
        ColumnKind.INTEGER: pa.int64(),
        ColumnKind.NUMBER: pa.float64(),
        ColumnKind.BOOLEAN: pa.bool_(),
        ColumnKind.TEXT: pa.string(),
        ColumnKind.DAY: pa.date32(),
        ColumnKind.INSTANT: pa.timestamp("us", tz="UTC"),
        ColumnKind.JSON: pa.string(),
    }
    return types[kind]


def _some(rows: Iterable[Values]) -> Iterator[list[Values]]:
    iterator = iter(rows)
    while some := list(islice(iterator, _AT_ONCE)):
        yield some
