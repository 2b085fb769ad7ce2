"""What is kept of claims: which telling belongs to which, which tellings were compared, and each claim as it is shown.

All of it is derived from the readings and from what people decided: it can be thrown away and made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from musnad.store import engine as database
from musnad.store.rows import Record, packed, unpacked

_AT_ONCE = 500  # values in one list of an SQL command

metadata = MetaData()
read_versions = Table(
    "claimed_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False, comment="a version whose tellings are in"),
)
tellings = Table(
    "tellings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False, index=True),
    Column("statement", Text, nullable=False, index=True, comment="the contract's id"),
    Column("claim", Integer, index=True),
)
keys = Table(
    "telling_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("telling", Integer, primary_key=True, autoincrement=False),
    Index("telling_keys_telling", "telling"),
    sqlite_with_rowid=False,
)
pairs = Table(
    "telling_pairs",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False, comment="the smaller number of the two"),
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("verdict", Text, nullable=False),
    Column("weight", Float, nullable=False),
    Index("telling_pairs_other", "other"),
    sqlite_with_rowid=False,
)
claims = Table(
    "claims",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("place", BigInteger, nullable=False, index=True, comment="reports first, then the number"),
    Column("reports", Integer, nullable=False),
    Column("at_least", Integer, nullable=False),
    Column("at_most", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False, comment="JSON, UTF-8, zlib"),
)
