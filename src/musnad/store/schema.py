"""The tables of a store, and the numbered steps that made them.

Everything but the index of words (``index.py``) is plain SQL that SQLite and PostgreSQL share. Days are ISO dates,
moments UTC with their zone dropped, positions code points of the version's text. A *place* is one whole number that
sorts by day first: paging by it is stable, and a stretch of days is a stretch of places.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)

from musnad.errors import StoreError
from musnad.store import accounts, alerts, claim_tables, following, index, ledger_tables, saved, trace_tables, turns
from musnad.store.storable import utc_now

metadata = MetaData()

_DAY_SHIFT = 41
_POSITION_BITS = 14
#: A passage's position in its version: 0 is the article, statements follow; those beyond are not indexed singly.
MOST_PASSAGES = 1 << _POSITION_BITS

schema = Table(
    "schema",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),
    Column("musnad", Text, nullable=False),
)
pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True, comment="the id given at the first add, else derived"),
    Column("address", Text, unique=True, comment="the key of its URL (addresses.py)"),
    Column("current", Integer, comment="the newest version's id"),
    Column("place", BigInteger, index=True, comment="the current version's day, then the page's id"),
)
versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page", ForeignKey("pages.id"), nullable=False),
    Column("number", Integer, nullable=False, comment="1 for the first"),
    Column("name", Text, nullable=False, index=True, comment="the id given with this version"),
    Column("url", Text),
    Column("outlet", Text, index=True),
    Column("published", Date),
    Column("language", Text),
    Column("kind", Text, nullable=False),
    Column("headline", Text),
    Column("words_hash", Text, nullable=False, comment="sha256 of the article's words, spaces aside"),
    Column("fetched", DateTime),
    Column("added", DateTime, nullable=False),
    Column("musnad", Text, nullable=False, comment="the version of Musnad that read it"),
    Column("reading", LargeBinary, nullable=False, comment="the contract's JSON, UTF-8, zlib"),
    UniqueConstraint("page", "words_hash"),
    UniqueConstraint("page", "number"),
)


def _of_version(name: str, *columns: Column[object]) -> Table:
    return Table(
        name,
        metadata,
        Column("version", ForeignKey("versions.id"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
    )


statements = _of_version(
    "statements",
    Column("id", Text, nullable=False, index=True, comment="the contract's id"),
    Column("source", Text),
    Column("speaker", Text),
    Column("speaker_entity", Text, index=True),
    Column("cue", Text),
    Column("content", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("source_kind", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rule", Text, nullable=False),
)
expectations = _of_version(
    "expectations",
    Column("event", Text, nullable=False),
    Column("event_start", Integer, nullable=False),
    Column("event_end", Integer, nullable=False),
    Column("due", Text),
    Column("due_start", Integer),
    Column("due_end", Integer),
    Column("due_from", Date, index=True),
    Column("due_to", Date),
    Column("certainty", Text, nullable=False),
    Column("statement", Text, comment="the contract's id of the statement it stands in"),
    Column("confidence", Float, nullable=False),
    Column("rule", Text, nullable=False),
)
passages = Table(
    "passages",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False, comment="place"),
    Column("version", ForeignKey("versions.id"), nullable=False, index=True),
    Column("statement", Integer, comment="the statement's position; null: the article as a whole"),
    Column("words", Text, nullable=False, comment="keys of the words (keys.py)"),
    Column("speaker", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("facets", Text, nullable=False),
)
#: What people decided (model/judgement.py): rows are appended, never changed and never removed.
judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("act", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("why", Text),
    Column("value", Text, nullable=False, comment="JSON"),
    Column("undoes", ForeignKey("judgements.number")),
)
judged = Table(
    "judged",
    metadata,
    Column("judgement", ForeignKey("judgements.number"), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True, comment="of a statement, a claim, a ledger entry, a name …"),
)
#: Pages as they were gathered, with what the caller knew of them: what a newer Musnad reads again.
gathered = Table(
    "gathered",
    metadata,
    Column("version", ForeignKey("versions.id"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("url", Text),
    Column("outlet", Text),
    Column("published", Date),
    Column("warnings", Text, nullable=False, comment="JSON: what was met on the way to the page"),
    Column("content", LargeBinary, comment="UTF-8, zlib; null: the text of the reading itself"),
)
#: A row each time a version was read again: by whom it had been read until then, and when that ended.
rereadings = _of_version(
    "rereadings",
    Column("musnad", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

for _table in metadata.tables.values():
    for _index in _table.indexes:
        if all(isinstance(column.type, Text) for column in _index.columns):
            # Words of a page may be longer than an ordered index of PostgreSQL takes; they are only looked up.
            _index.dialect_options["postgresql"]["using"] = "hash"


def page_place(day: date | None, page: int) -> int:
    """The place of a page among the pages, undated pages last when the newest come first."""
    return (day.toordinal() if day else 0) << _DAY_SHIFT | page


def passage_place(day: date | None, version: int, position: int) -> int:
    """The place of a passage among the passages: newest first, but within a version in the order of the page."""
    backwards = MOST_PASSAGES - 1 - position
    return (day.toordinal() if day else 0) << _DAY_SHIFT | version << _POSITION_BITS | backwards


def places_of_days(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """The half-open stretch of places of the days ``first`` to ``last``, both inclusive; None where open."""
    start = page_place(first, 0) if first else None
    stop = (last.toordinal() + 1) << _DAY_SHIFT if last else None
    # Without a first day, undated pages would come in: with a last day they must not.
    return (1 << _DAY_SHIFT if stop and not start else start), stop


def _first(connection: Connection) -> None:
    tables = [pages, versions, statements, expectations, passages]
    metadata.create_all(connection, tables=tables)
    index.create(connection)


def _judgements(connection: Connection) -> None:
    metadata.create_all(connection, tables=[judgements, judged])


def _rereadings(connection: Connection) -> None:
    metadata.create_all(connection, tables=[gathered, rereadings])


def _passages_anew(connection: Connection) -> None:
    """What search finds is made again from the readings: passages know more of what they are than before."""
    from musnad.store.rows import passages_of, unpacked

    current = select(versions.c.id, versions.c.reading).join(pages, pages.c.current == versions.c.id)
    last = 0
    while row := connection.execute(current.where(versions.c.id > last).order_by(versions.c.id).limit(1)).first():
        last = row.id
        connection.execute(delete(passages).where(passages.c.version == last))
        connection.execute(insert(passages), list(passages_of(unpacked(row.reading), last)))


def _ledger(connection: Connection) -> None:
    """The traces that pages leave in the ledger, made from what is kept."""
    from musnad.store.rows import unpacked

    kept = connection.execute(select(versions.c.id, versions.c.reading).join(pages, pages.c.current == versions.c.id))
    trace_tables.create(connection, ((row.id, unpacked(row.reading)) for row in kept.all()))


def _only_what_is_asked(connection: Connection) -> None:
    """Tables and an index that no question uses are dropped: half of the time of adding went into them. What they
    held stands in the readings."""
    for name in ("spans", "links", "entities", "times"):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    connection.execute(text("DROP INDEX IF EXISTS ix_statements_stance"))


#: Step n takes a store from schema n to n + 1. A step never changes once released; a new one is appended.
STEPS: tuple[Callable[[Connection], None], ...] = (
    _first,
    _judgements,
    _rereadings,
    claim_tables.create,
    following.create,
    _passages_anew,
    _ledger,
    trace_tables.create_waiting,
    _only_what_is_asked,
    accounts.create,
    saved.create,
    alerts.create,
    turns.create,
    following.add_hosts,
    following.add_days,
    claim_tables.make_anew,
    ledger_tables.create,
)
NUMBER = len(STEPS)


def number(connection: Connection, where: str) -> int:
    """The schema of a database, 0 where it is empty.

    Raises StoreError where it is of a newer schema than this one or belongs to another program.
    """
    names = inspect(connection).get_table_names()
    if not names:
        return 0
    if schema.name not in names or versions.name not in names:
        raise StoreError("store_foreign", store=where)
    found = connection.execute(select(func.max(schema.c.number))).scalar_one()
    if found > NUMBER:
        raise StoreError("store_newer", store=where, number=found, known=NUMBER)
    return found


def migrate(connection: Connection, musnad: str) -> None:
    """Bring a store to this schema; all steps and their numbers stand or fall with the caller's transaction."""
    schema.create(connection, checkfirst=True)
    found = connection.execute(select(func.coalesce(func.max(schema.c.number), 0))).scalar_one()
    for step in range(found, NUMBER):
        STEPS[step](connection)
        row = {"number": step + 1, "at": utc_now(), "musnad": musnad}
        connection.execute(insert(schema), row)
