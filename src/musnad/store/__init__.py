"""Reading → Store: readings kept — pages, their versions, statements, expectations — and found again.

One SQLite file (WAL), or a PostgreSQL database that several share. Adding is idempotent: the same page twice is one
page, the same address with new words a new version. The whole reading is kept in the contract's form, so what comes out
is what went in. What people decide is a log beside it.
"""

from musnad.store.accounts import Accounts
from musnad.store.adding import Outcome
from musnad.store.alerts import Alert, Message
from musnad.store.claims import Claims, Filed, LinkRow, Told
from musnad.store.doctor import Finding
from musnad.store.entering import DayOf, KeptStep
from musnad.store.following import Announced, Followed, Visited
from musnad.store.ledger import EntryRow, Ledger, StepRow, Wanted
from musnad.store.matches import Trait
from musnad.store.said import SaidRow
from musnad.store.saved import SavedSearch
from musnad.store.storable import utc_now, utc_text
from musnad.store.store import Store, is_there, open_kept, open_store
from musnad.store.views import PageRow, Passage, Provenance, VersionRow

__all__ = [
    "Accounts",
    "Alert",
    "Announced",
    "Claims",
    "DayOf",
    "EntryRow",
    "Filed",
    "Finding",
    "Followed",
    "KeptStep",
    "Ledger",
    "LinkRow",
    "Message",
    "Outcome",
    "PageRow",
    "Passage",
    "Provenance",
    "SaidRow",
    "SavedSearch",
    "StepRow",
    "Store",
    "Told",
    "Trait",
    "VersionRow",
    "Visited",
    "Wanted",
    "is_there",
    "open_kept",
    "open_store",
    "utc_now",
    "utc_text",
]
