"""Store → Messages: people told of what is new in a saved search, or of more sources behind a claim, each thing once.

Two steps that may each be stopped at any moment: what is new is put into the store's box of messages, and what waits
there is sent.
"""

from musnad.alerts.addresses import check, shown
from musnad.alerts.records import alert_record, saved_record
from musnad.alerts.telling import Told, new_alert, tell

__all__ = ["Told", "alert_record", "check", "new_alert", "saved_record", "shown", "tell"]
