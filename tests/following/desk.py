"""Someone who follows the press on loopback, with a store, an archive and a clock that the test turns."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from musnad.cli.running import attempt
from musnad.following import Follower, Round
from musnad.gather.archiving import Archive
from musnad.gather.visiting import Manner
from musnad.store import Store, open_store

MONDAY = datetime(2024, 5, 6, 8)
SAID = "قال وزير الموانئ سامر البحري إن المرفأ الجديد سيفتتح في يونيو المقبل، وإن العمل فيه يسير وفق الخطة."
MORE = "وأضاف البحري أن كلفة المشروع بلغت مئتي مليون دولار، وأن الشركات المحلية نفذت معظم أعماله."


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.moment = MONDAY

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **step: float) -> None:
        self.moment += timedelta(**step)


def manner(pace: float = 0) -> Manner:
    """As sites are visited in tests: loopback is let in, and nothing else."""
    return Manner(pace=pace, contact="desk@example.org", admit=lambda host, ip, port: ip.is_loopback)


class Desk:
    """A follower of a store in a folder, or at another place."""

    def __init__(self, folder: Path, place: str | None = None, read=attempt) -> None:
        self.clock, self.folder = Clock(), folder / "archive"
        self.store: Store = open_store(place or folder / "musnad.db")
        self.archive = Archive(self.folder, "Musnad/test")
        self.stop = Event()
        self.follower = Follower(self.store, self.archive, read, manner(), self.clock, stop=self.stop)

    def follow(self, *addresses: str, outlet: str | None = None) -> None:
        for address in addresses:
            self.store.following.add(address, outlet, 60, self.clock())

    def round(self) -> Round:
        return self.follower.round()

    def headlines(self) -> list[str | None]:
        return sorted((row.headline or "") for row in self.store.pages(limit=1000))

    def close(self) -> None:
        self.archive.close()
        self.store.close()
