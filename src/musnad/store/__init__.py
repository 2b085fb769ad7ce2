"""Reading → Store: readings kept — pages, their versions, statements, expectations — and found again.

One SQLite file (WAL). Adding is idempotent: the same page twice is one page, the same address with new words a new
version. The whole reading is kept in the contract's form, so what comes out is what went in.
"""

from musnad.store.claims import Claims, LinkRow, Told
from musnad.store.following import Announced, Followed
from musnad.store.matches import Trait
from musnad.store.store import Outcome, PageRow, Passage, StatementRow, Store, VersionRow, open_store

__all__ = [
    "Announced",
    "Claims",
    "Followed",
    "LinkRow",
    "Outcome",
    "PageRow",
    "Passage",
    "StatementRow",
    "Store",
    "Told",
    "Trait",
    "VersionRow",
    "open_store",
]
