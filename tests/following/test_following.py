"""Three days of a small press: what it published is kept, each version once, and its sites are left in peace."""

from __future__ import annotations

import json

import pytest
from following.desk import MORE, SAID, Desk, manner
from press import Answer, Site, bomb, page
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from musnad.cli.running import attempt
from musnad.following import Follower
from musnad.gather import gather
from musnad.model import Page
from musnad.rereading import reread


def test_what_a_feed_announces_is_read_and_kept_with_its_record(desk: Desk, site: Site) -> None:
    site.article("/1", "افتتاح المرفأ الجديد", SAID, MORE)
    desk.follow(site.feed("/1"), outlet="صحيفة المرفأ")
    found = desk.round()
    assert (found.asked, found.announced, dict(found.outcomes)) == (1, 1, {"added": 1})
    (row,) = desk.store.pages(limit=9)
    assert (row.headline, row.outlet) == ("افتتاح المرفأ الجديد", "صحيفة المرفأ")
    reading = desk.store.reading(row.number)
    assert reading is not None
    desk.archive.close()
    (warc,) = desk.folder.glob("*.warc.gz")
    with warc.open("rb") as stream:
        records = {record.rec_headers["WARC-Record-ID"] for record in ArchiveIterator(stream)}
    assert reading["archived"]["record"] in records
    (again,) = gather(str(warc))
    assert isinstance(again, Page)
    assert "افتتاح المرفأ الجديد" in again.content


def test_the_archive_is_sound_to_another_library(desk: Desk, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for at in range(4):
        site.article(f"/{at}", f"خبر {at}", SAID)
    desk.follow(site.feed("/0", "/1", "/2", "/3"))
    desk.round()
    desk.archive.close()
    args = type("Args", (), {"verbose": True, "inputs": [str(each) for each in desk.folder.glob("*")]})
    assert Checker(args).process_all() == 0
    assert "digest failed" not in capsys.readouterr().out


def test_a_source_is_asked_when_it_is_due_and_not_before(desk: Desk, site: Site) -> None:
    desk.follow(site.feed("/1"))
    site.article("/1", "خبر", SAID)
    desk.round()
    desk.clock.on(minutes=59)
    assert desk.round().asked == 0
    desk.clock.on(minutes=1)
    assert desk.round().asked == 1
    assert site.asked["/1"] == 1


def test_a_feed_that_has_nothing_new_sends_nothing(desk: Desk, site: Site) -> None:
    site.article("/1", "خبر", SAID)
    desk.follow(site.feed("/1", ETag='"one"'))
    desk.round()
    desk.clock.on(hours=2)
    found = desk.round()
    assert (found.asked, found.announced, found.failures) == (1, 0, [])
    (source,) = desk.store.following.all()
    assert source.etag == '"one"'


def test_an_edited_article_becomes_a_new_version_once(desk: Desk, site: Site) -> None:
    site.article("/1", "افتتاح المرفأ", SAID)
    desk.follow(site.feed("/1"))
    desk.round()
    site.article("/1", "افتتاح المرفأ", SAID, "ونفى البحري أن يكون الموعد قد تأجل.")
    outcomes = []
    for _ in range(12):
        desk.clock.on(hours=6)
        outcomes += desk.round().outcomes.elements()
    assert outcomes.count("new_version") == 1
    (row,) = desk.store.pages(limit=9)
    assert row.versions == 2
    assert site.asked["/1"] <= 13, "an article is asked again every six hours for three days, no more"


def test_robots_txt_is_obeyed(desk: Desk) -> None:
    site = Site("User-agent: Musnad\nDisallow: /private\n\nUser-agent: *\nDisallow: /")
    site.article("/open", "خبر", SAID)
    site.article("/private/1", "سر", SAID)
    desk.follow(site.feed("/open", "/private/1"))
    found = desk.round()
    assert [failure.code for failure in found.failures] == ["robots_forbid"]
    assert site.asked["/private/1"] == 0
    assert desk.headlines() == ["خبر"]


def test_a_site_whose_robots_cannot_be_had_is_left_alone(desk: Desk, site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=503)
    site.article("/1", "خبر", SAID)
    desk.follow(site.feed("/1"))
    assert [failure.code for failure in desk.round().failures] == ["robots_unavailable"]
    assert site.asked["/feed"] == 0


def test_a_site_that_asks_to_wait_is_given_its_time(desk: Desk, site: Site) -> None:
    site.answers["/1"] = Answer(status=429, headers={"Retry-After": "7200"})
    site.article("/2", "خبر ثان", SAID)
    desk.follow(site.feed("/1", "/2"))
    found = desk.round()
    assert {failure.code for failure in found.failures} == {"asked_to_wait"}
    assert site.asked["/2"] == 0, "the host asked to be left alone"
    site.article("/1", "خبر أول", SAID)
    desk.clock.on(hours=1)
    desk.round()
    assert site.asked["/1"] == 1
    desk.clock.on(hours=1)
    desk.round()
    assert desk.headlines() == ["خبر أول", "خبر ثان"]


def test_a_page_that_fails_is_tried_again_ever_later_and_then_no_more(desk: Desk, site: Site) -> None:
    desk.follow(site.feed("/gone"))
    for _ in range(40):
        desk.round()
        desk.clock.on(hours=25)
    assert site.asked["/gone"] == 10
    (source,) = desk.store.following.all()
    assert source.waiting == 0


def test_a_source_that_fails_says_why_and_when_it_is_asked_next(desk: Desk, site: Site) -> None:
    desk.follow(site.at("/feed"))
    desk.round()
    (source,) = desk.store.following.all()
    assert source.problem is not None
    assert source.problem[0] == "http_status"
    assert source.failures == 1
    site.article("/1", "خبر", SAID)
    site.feed("/1")
    desk.clock.on(hours=1)
    desk.round()
    (source,) = desk.store.following.all()
    assert source.problem is None
    assert source.succeeded == desk.clock()


def test_hostile_and_odd_answers_cost_only_themselves(desk: Desk, site: Site) -> None:
    site.answers["/bomb"] = bomb()
    site.answers["/inside"] = Answer(status=302, headers={"Location": "http://169.254.169.254/latest"})
    site.answers["/disk"] = Answer(status=302, headers={"Location": "file:///etc/hostname"})
    site.answers["/picture"] = Answer(b"\x89PNG", "image/png")
    site.answers["/old"] = Answer(
        page("خبر قديم", SAID).decode().encode("windows-1256"), "text/html; charset=windows-1256"
    )
    site.answers["/moved"] = Answer(status=301, headers={"Location": "/new"})
    site.article("/new", "خبر منقول", SAID)
    paths = ("/bomb", "/inside", "/disk", "/picture", "/old", "/moved")
    desk.follow(site.feed(*paths))
    found = desk.round()
    codes = {failure.source.rpartition("/")[2]: failure.code for failure in found.failures}
    assert codes == {"bomb": "too_large", "inside": "refused", "disk": "refused", "picture": "not_a_page"}
    assert desk.headlines() == ["خبر قديم", "خبر منقول"]


def test_hosts_are_visited_side_by_side_and_each_at_its_pace(desk: Desk) -> None:
    sites = [Site(), Site()]
    for site in sites:
        for at in range(4):
            site.answers[f"/{at}"] = Answer(page(f"خبر {at}", SAID), seconds=0.02)
        desk.follow(site.feed(*(f"/{at}" for at in range(4))))
    follower = Follower(desk.store, desk.archive, attempt, manner(0.1), desk.clock)
    follower.round()
    for site in sites:
        first, *later = site.moments[2:]
        assert (later[-1] - first) / len(later) > 0.09  # a single gap is as long as the network makes it
    assert max(site.moments[-1] for site in sites) - min(site.moments[0] for site in sites) < 3


def test_a_source_whose_pages_hold_no_article_any_more_is_named(desk: Desk, site: Site) -> None:
    for at in range(6):
        site.answers[f"/{at}"] = Answer(f"<html><body><nav><a href='/'>الرئيسية {at}</a></nav></body></html>".encode())
    desk.follow(site.feed(*(f"/{at}" for at in range(6))))
    desk.round()
    (source,) = desk.store.following.all()
    assert source.gives_no_articles


def test_what_a_stopped_run_left_is_done_by_the_next(desk: Desk, site: Site) -> None:
    class Stopped(Exception):
        pass

    for at in range(5):
        site.article(f"/{at}", f"خبر {at}", SAID)
    desk.follow(site.feed(*(f"/{at}" for at in range(5))))
    read = []

    def stops(given: Page) -> object:
        if len(read) == 2:
            raise Stopped
        read.append(given)
        return attempt(given)

    with pytest.raises(Stopped):
        Follower(desk.store, desk.archive, stops, manner(), desk.clock).round()  # type: ignore[arg-type]
    assert len(desk.headlines()) == 2
    desk.round()
    assert desk.headlines() == [f"خبر {at}" for at in range(5)]
    assert all(row.versions == 1 for row in desk.store.pages(limit=9))


def test_a_source_is_followed_no_more_but_its_pages_stay(desk: Desk, site: Site) -> None:
    site.article("/1", "خبر", SAID)
    feed = site.feed("/1")
    desk.follow(feed)
    desk.round()
    assert desk.store.following.remove(feed)
    assert not desk.store.following.remove(feed)
    assert desk.store.following.all() == []
    assert desk.headlines() == ["خبر"]


def test_an_edit_is_found_although_the_feed_has_not_changed(desk: Desk, site: Site) -> None:
    site.article("/1", "افتتاح المرفأ", SAID, MORE)
    desk.follow(site.feed("/1", ETag='"always"'))
    desk.round()
    site.article("/1", "افتتاح المرفأ", SAID, MORE, "ونفى البحري أن يكون الموعد قد تأجل.")
    desk.clock.on(hours=7)
    assert desk.round().outcomes == {"new_version": 1}


def test_a_feed_too_is_kept_as_it_came(desk: Desk, site: Site) -> None:
    site.article("/1", "خبر", SAID)
    desk.follow(site.feed("/1"))
    desk.round()
    desk.archive.close()
    (warc,) = desk.folder.glob("*.warc.gz")
    with warc.open("rb") as stream:
        addresses = [record.rec_headers["WARC-Target-URI"] for record in ArchiveIterator(stream)]
    assert addresses == [None, site.at("/feed"), site.at("/1")]


def test_a_twin_for_telephones_is_one_page_with_its_page(desk: Desk, site: Site) -> None:
    def twin(of: str) -> bytes:
        link = f'<head><link rel="canonical" href="{site.at(of)}"></head><body>'
        return page("افتتاح المرفأ", SAID).replace(b"<html><body>", f"<html amp>{link}".encode())

    site.article("/1", "افتتاح المرفأ", SAID, MORE)
    site.answers["/1/amp"] = Answer(twin("/1"))
    site.answers["/2/amp"] = Answer(twin("/2"))
    desk.follow(site.feed("/1/amp", "/1", "/2/amp"))
    assert desk.round().outcomes == {"added": 2, "twin": 1}
    urls = sorted(row.url or "" for row in desk.store.pages())
    assert urls == [site.at("/1"), site.at("/2")]


def test_what_is_the_same_is_not_archived_twice(desk: Desk, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("/1", "خبر", SAID, MORE)
    desk.follow(site.feed("/1"))
    desk.round()
    desk.clock.on(hours=7)
    desk.round()
    desk.archive.close()
    (warc,) = desk.folder.glob("*.warc.gz")
    with warc.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", "response", "response", "revisit", "revisit"]
    assert Checker(type("Args", (), {"verbose": True, "inputs": [str(warc)]})).process_all() == 0
    assert "digest failed" not in capsys.readouterr().out
    pages = [found for found in gather(str(warc)) if isinstance(found, Page)]
    assert sum("سامر البحري" in found.content for found in pages) == 1


def test_a_redirect_to_another_host_is_followed_only_where_that_host_allows(desk: Desk, site: Site) -> None:
    for robots in ("User-agent: *\nDisallow: /hidden", "User-agent: *\nDisallow:"):
        other = Site(robots)
        other.article("/hidden/1", "خبر من موقع آخر", SAID, MORE)
        site.answers["/out"] = Answer(status=302, headers={"Location": other.at("/hidden/1")})
        desk.follow(site.feed("/out", path=f"/feed{other.port}"))
        found = desk.round()
        assert other.asked["/robots.txt"] == 1
        if "hidden" in robots:
            (failure,) = found.failures
            assert (failure.code, failure.values["source"]) == ("robots_forbid", other.at("/hidden/1"))
            assert other.asked["/hidden/1"] == 0
            desk.clock.on(hours=1)
        else:
            assert desk.headlines() == ["خبر من موقع آخر"]
        other.shutdown()


def test_the_day_of_a_feed_counts_where_the_page_gives_none(desk: Desk, site: Site) -> None:
    site.article("/1", "افتتاح المرفأ", SAID, "وقال البحري إن الافتتاح سيكون غدا.")
    site.article("/2024/05/01/2", "خبر له يوم", MORE)
    day = "<pubDate>Sun, 05 May 2024 23:30:00 +0300</pubDate>"
    items = "".join(f"<item><link>{site.at(each)}</link>{day}</item>" for each in ("/1", "/2024/05/01/2"))
    site.answers["/feed"] = Answer(
        f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), "application/rss+xml"
    )
    desk.follow(site.at("/feed"))
    desk.round()
    rows = {row.headline: row for row in desk.store.pages(limit=9)}
    assert str(rows["افتتاح المرفأ"].published) == "2024-05-05"
    assert str(rows["خبر له يوم"].published) == "2024-05-01"
    by_feed, own = (desk.store.reading(row.number) for row in (rows["افتتاح المرفأ"], rows["خبر له يوم"]))
    assert by_feed is not None
    assert own is not None
    assert [warning["code"] for warning in by_feed["warnings"]] == ["day_of_feed"]
    assert "2024-05-06" in json.dumps(by_feed["expectations"])
    assert not own["warnings"]
    assert len(list(reread(desk.store, attempt, everything=True))) == 2
    again = desk.store.reading(rows["افتتاح المرفأ"].number)
    assert again is not None
    assert (again["published"], again["warnings"]) == (by_feed["published"], by_feed["warnings"])


def test_a_page_that_cannot_be_kept_costs_no_other(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(4):
        site.article(f"/{at}", f"خبر {at}", SAID)
    desk.follow(site.feed(*(f"/{at}" for at in range(4))))
    kept = desk.store.add_all

    def broken(readings, *args):
        readings = list(readings)
        if any(reading.page.url == site.at("/2") for reading in readings):
            raise ValueError("nothing fits")
        return kept(readings, *args)

    monkeypatch.setattr(desk.store, "add_all", broken)
    found = desk.round()
    assert desk.headlines() == ["خبر 0", "خبر 1", "خبر 3"]
    assert [(failure.source, failure.code) for failure in found.failures] == [(site.at("/2"), "defect")]
