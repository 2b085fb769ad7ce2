"""The tables of what is derived from many readings: tellings, what they were compared by, and the claims they make."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Date, Float, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()
compared = Table(
    "compared_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False, comment="its tellings were compared"),
)
tellings = Table(
    "tellings",
    metadata,
    Column("id", Text, primary_key=True, comment="the statement's id in the contract"),
    Column("version", Integer, nullable=False, index=True),
    Column("claim", Integer, index=True, comment="null: to be settled anew"),
)
keys = Table(
    "telling_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("telling", Text, primary_key=True),
    Column("day", Date, comment="of its page; null: it may meet any"),
    Index("telling_keys_telling", "telling"),
    sqlite_with_rowid=False,
)
links = Table(
    "telling_links",
    metadata,
    Column("one", Text, primary_key=True, comment="the lesser id of the two"),
    Column("other", Text, primary_key=True),
    Column("verdict", Text, nullable=False, comment="same, maybe, denial"),
    Column("score", Float, nullable=False),
    Index("telling_links_other", "other"),
    sqlite_with_rowid=False,
)
claims = Table(
    "claims",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True, comment="that of its earliest telling"),
    Column("place", BigInteger, nullable=False, index=True, comment="how many pages, then the number"),
    Column("record", LargeBinary, nullable=False, comment="as the contract has it; JSON, UTF-8, zlib"),
)


def create(connection: Connection) -> None:
    """Make the tables."""
    metadata.create_all(connection)


def make_anew(connection: Connection) -> None:
    """Throw away what was derived by earlier rules; it is derived again when claims are next asked for."""
    metadata.drop_all(connection)
    create(connection)
