"""What the pages of a store expect, one entry for each expected thing, as it stood on a day; and what became of it."""

from musnad.ledger.changes import changed
from musnad.ledger.judged import made_by
from musnad.ledger.rows import ledger
from musnad.ledger.traces import traces_of

__all__ = ["changed", "ledger", "made_by", "traces_of"]
