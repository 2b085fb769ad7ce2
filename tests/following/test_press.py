"""Three days of a press of six sites: what it published is kept, each version once; its sites were left in peace."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest
from following.desk import MORE, Desk
from press import Answer, Site, bomb, page, untrusted
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from musnad.claiming import refresh
from musnad.messages import say

ROUNDS, HOURS = 24, 3
OPENING = "قال وزير الموانئ سامر البحري إن المرفأ الجديد سيفتتح في 12 يونيو المقبل."
DENIED = "ونفى البحري أن يكون موعد الافتتاح قد تأجل."
COPIED = "قال وزير الموانئ سامر البحري لصحيفة المرسى إن المرفأ الجديد سيفتتح في 12 يونيو المقبل."
RAIN = "توقعت مصلحة الأرصاد أن تهطل أمطار غزيرة على الساحل غدا، ودعت الصيادين إلى الحذر."


class Press:
    """Six sites. What each publishes on a day is put out by ``publish``."""

    def __init__(self, folder: Path) -> None:
        self.marsa = Site("User-agent: *\nDisallow: /drafts")  # edits its article; its feed has an ETag
        self.daffa = Site()  # writes windows-1256, moves its pages
        self.sahl = Site()  # copies from al-Marsa; has a site map
        self.jabal = Site()  # slow, and asks to come back later
        self.khan = Site()  # hostile
        self.burj = Site(tls=untrusted(folder))  # signed its certificate itself
        self.sites = {name: site for name, site in vars(self).items() if isinstance(site, Site)}
        self.burj.article("/1", "لا يُقرأ", OPENING)
        self.published: list[str] = []

    def publish(self, day: int) -> None:
        self._marsa(day)
        self._daffa(day)
        self._sahl(day)
        self._jabal(day)
        self._khan(day)
        self.burj.feed("/1")

    def close(self) -> None:
        for site in self.sites.values():
            site.shutdown()

    def _put(self, site: Site, path: str, headline: str, *words: str, **more: object) -> None:
        self.published.append(headline)
        site.answers[path] = Answer(page(headline, *words), **more)  # type: ignore[arg-type]

    def _marsa(self, day: int) -> None:
        self._put(self.marsa, f"/{day}", f"المرفأ في يومه {day}", MORE, headers={"ETag": f'"page {day}"'})
        if day == 0:
            self._put(self.marsa, "/harbour", "موعد افتتاح المرفأ", OPENING, MORE)
        if day == 1:
            self.marsa.article("/harbour", "موعد افتتاح المرفأ", OPENING, MORE, DENIED)
        self.marsa.article("/drafts/1", "مسودة", OPENING)
        paths = [*(f"/{each}" for each in range(day + 1)), "/harbour", "/drafts/1"]
        self.marsa.feed(*paths, ETag=f'"day {day}"')

    def _daffa(self, day: int) -> None:
        body = page(f"مطر اليوم {day}", RAIN).decode().encode("windows-1256")
        self.published.append(f"مطر اليوم {day}")
        self.daffa.answers[f"/new/{day}"] = Answer(body, "text/html; charset=windows-1256")
        self.daffa.answers[f"/{day}"] = Answer(status=301, headers={"Location": f"/new/{day}"})
        feed = self.daffa.feed(*(f"/{each}" for each in range(day + 1)))
        assert feed

    def _sahl(self, day: int) -> None:
        if day == 0:
            self._put(self.sahl, "/copy", "الوزير: افتتاح قريب", COPIED, RAIN)
        self._put(self.sahl, f"/{day}", f"أسواق السهل {day}", MORE)
        self.sahl.sitemap("/copy", *(f"/{each}" for each in range(day + 1)))

    def _jabal(self, day: int) -> None:
        self._put(self.jabal, f"/{day}", f"ثلوج الجبل {day}", RAIN, seconds=0.2)
        ready = self.jabal.answers[f"/{day}"]
        busy = Answer(status=429, headers={"Retry-After": "7200"})
        answers = chain([busy], repeat(ready))
        self.jabal.answers[f"/{day}"] = lambda: next(answers)  # type: ignore[assignment, return-value]
        self.jabal.feed(*(f"/{each}" for each in range(day + 1)))

    def _khan(self, day: int) -> None:
        self._put(self.khan, f"/{day}", f"قافلة الخان {day}", RAIN)
        self.khan.answers["/bomb"] = bomb()
        self.khan.answers["/inside"] = Answer(status=302, headers={"Location": "http://169.254.169.254/latest"})
        self.khan.feed("/bomb", "/inside", *(f"/{each}" for each in range(day + 1)))


@pytest.fixture(scope="module")
def three_days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Press, Desk]]:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed: apt-get install openssl")
    folder = tmp_path_factory.mktemp("press")
    press, desk = Press(folder), Desk(folder)
    names = {"marsa": "صحيفة المرسى", "daffa": "جريدة الضفاف", "sahl": "موقع السهل", "jabal": "أخبار الجبل"}
    for name, site in press.sites.items():
        desk.follow(site.at("/sitemap.xml" if name == "sahl" else "/feed"), outlet=names.get(name, "غيرها"))
    for at in range(ROUNDS):
        if at % (24 // HOURS) == 0:
            press.publish(at * HOURS // 24)
        desk.round()
        desk.clock.on(hours=HOURS)
    desk.archive.close()
    yield press, desk
    desk.close()
    press.close()


def test_what_was_published_is_kept_each_version_once(three_days: tuple[Press, Desk]) -> None:
    press, desk = three_days
    assert desk.headlines() == sorted(press.published)
    versions = {row.headline: row.versions for row in desk.store.pages(limit=100)}
    assert versions.pop("موعد افتتاح المرفأ") == 2
    assert set(versions.values()) == {1}
    assert list(desk.store.examine()) == []


def test_sites_were_visited_politely(three_days: tuple[Press, Desk]) -> None:
    press, _ = three_days
    for site in press.sites.values():
        pages = {path: count for path, count in site.asked.items() if path not in ("/feed", "/sitemap.xml")}
        assert pages.pop("/robots.txt", 0) <= 1 or site is press.burj
        assert site.asked["/feed"] + site.asked["/sitemap.xml"] <= ROUNDS
        assert max(pages.values(), default=0) <= 13, "every six hours for three days, and once more after a 429"
    assert press.marsa.asked["/drafts/1"] == 0
    assert press.burj.asked == Counter(), "nothing is asked of a site that cannot prove who it is"
    assert press.khan.asked["/bomb"] <= 10


def test_what_failed_is_said_in_a_sentence(three_days: tuple[Press, Desk]) -> None:
    press, desk = three_days
    problems = {source.address: source.problem for source in desk.store.following.all()}
    (failed,) = [address for address, problem in problems.items() if problem]
    assert failed == press.burj.at("/feed")
    code, values = problems[failed] or ("", {})
    assert code == "bad_certificate"
    assert say(code, "ar", **values).startswith(f"{failed}: لا يمكن الوثوق بشهادة الموقع (self-signed certificate)")


def test_a_copy_is_no_second_source(three_days: tuple[Press, Desk]) -> None:
    _, desk = three_days
    refresh(desk.store)
    (claim,) = [each for each in desk.store.claims.all() if "سيفتتح" in each["text"]]
    assert claim["reports"] == 2
    assert claim["sources"]["at_most"] == 1


def test_the_archive_is_sound_to_another_library_and_has_every_page(
    three_days: tuple[Press, Desk], capsys: pytest.CaptureFixture[str]
) -> None:
    _, desk = three_days
    files = [str(each) for each in desk.folder.glob("*.warc.gz")]
    assert Checker(type("Args", (), {"verbose": True, "inputs": files})).process_all() == 0
    assert "digest failed" not in capsys.readouterr().out
    records = set()
    for file in files:
        with open(file, "rb") as stream:
            records |= {record.rec_headers["WARC-Record-ID"] for record in ArchiveIterator(stream)}
    kept = {reading["archived"]["record"] for reading in desk.store.readings(every_version=True)}
    assert kept
    assert kept <= records
