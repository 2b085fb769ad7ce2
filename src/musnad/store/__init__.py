"""Reading → Store: readings kept — pages, their versions, statements, expectations — and found again.

One SQLite file (WAL). Adding is idempotent: the same page twice is one page, the same address with new words a new
version. The whole reading is kept in the contract's form, so what comes out is what went in.
"""

from musnad.store.matches import Trait
from musnad.store.store import Outcome, PageRow, Passage, Store, VersionRow, open_store

__all__ = ["Outcome", "PageRow", "Passage", "Store", "Trait", "VersionRow", "open_store"]
