"""What the pages of a store expect, one entry for each expected thing, as it stood on a day; and what became of it."""

from musnad.ledger.changes import changed
from musnad.ledger.rows import ledger
from musnad.ledger.traces import traces_of

__all__ = ["changed", "ledger", "traces_of"]
