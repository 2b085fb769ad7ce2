"""The tables of the ledger as it is kept: each entry as it is shown, and the traces that it is made of.

All of it is derived from the traces and from what people decided: it can be thrown away and made again. Days are
ordinals (``date.toordinal``), 0 for pages without a day.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Date, Index, Integer, LargeBinary, MetaData, Table, Text

from musnad.store.trace_tables import traces

metadata = MetaData()

entries = Table(
    "ledger_entries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("born", Text, nullable=False, comment="the place of its first telling among all traces"),
    Column("founded", Integer, nullable=False, index=True, comment="the day of its first telling"),
    Column("latest", Integer, nullable=False, comment="the day of its last step"),
    Column("until", Integer, nullable=False, index=True, comment="the last day whose pages are compared with it"),
    Column("changed", Integer, nullable=False, index=True, comment="the day of the last change or telling"),
    Column("first", Date),
    Column("last", Date, index=True),
    Column("place", Text, nullable=False, index=True, comment="its place in the list: days, then id"),
    Column("opens", Date, comment="the first day on which it is due"),
    Column("ends", Date, comment="the last day on which news of it may still come in"),
    Column("state", Text, comment="what pages told of it"),
    Column("offered", Integer, index=True, comment="the day of its newest candidate"),
    Column("words", Text, nullable=False, comment="what is sought in, folded"),
    Column("outlets", Text, nullable=False, comment="folded"),
    Column("record", LargeBinary, nullable=False, comment="as it is printed; JSON, UTF-8, zlib"),
)
#: The months that an entry is listed in: by its days, or without days by those of the pages that tell it.
months = Table(
    "ledger_months",
    metadata,
    Column("month", Integer, primary_key=True, autoincrement=False, comment="year x 12 + month - 1"),
    Column("place", Text, primary_key=True),
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("counts", Date, comment="the day under which it is listed"),
    Index("ledger_months_entry", "entry"),
    sqlite_with_rowid=False,
)
steps = Table(
    "ledger_steps",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False, comment="of the trace"),
    Column("position", Integer, primary_key=True, autoincrement=False, comment="of the trace"),
    Column("day", Integer, nullable=False, index=True),
    Column("order", Text, nullable=False, comment="the place of the trace among all traces"),
    Column("id", Text, nullable=False, index=True, comment="of the telling or of the evidence"),
    Column("what", Text, nullable=False, comment="told, changed, again, offered, declined"),
    Column("by", Text, nullable=False),
    sqlite_with_rowid=False,
)
entered = Table(
    "ledger_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False, comment="its traces are in the ledger"),
    Column("day", Integer, nullable=False),
    Column("stale", Integer, nullable=False, comment="1: its reading was replaced since"),
)
state = Table(
    "ledger_state",
    metadata,
    Column("name", Text, primary_key=True, comment="turn, again, from, judged, version"),
    Column("value", Integer, nullable=False),
)


def create(connection: Connection) -> None:
    """Make the tables; they are filled when the ledger is next opened."""
    metadata.create_all(connection)
    for index in traces.indexes:  # a day is read as a whole: by an index that older stores do not have
        index.create(connection, checkfirst=True)
