"""What is followed, in the browser: sources and how they fare, saved searches, alerts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from desk_people import PASSWORD, READER, ROLES, has_come, hasty_hashes  # noqa: F401  a fixture of this module
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from musnad.alerts import new_alert
from musnad.search import Query, query_of_dict, query_to_dict
from musnad.store import Store
from musnad.web.asking import address_of

NOW = datetime.now(UTC).replace(tzinfo=None)
FEED = "https://marfa.example/feed"


def page(site: TestClient, address: str = "/following") -> HTMLParser:
    answer = site.get(address)
    assert answer.status_code == 200
    return HTMLParser(answer.text)


def sent(site: TestClient, act: str, **fields: str) -> tuple[int, HTMLParser]:
    token = page(site).css_first("input[name=token]").attributes["value"]
    answer = site.post("/following", data={"token": token, "act": act, **fields})
    return answer.status_code, HTMLParser(answer.text)


def add(site: TestClient, address: str = FEED, minutes: str = "30") -> tuple[int, HTMLParser]:
    return sent(site, "add", address=address, outlet="صحيفة المرفأ", minutes=minutes)


def test_a_source_is_followed_and_followed_no_more(site: TestClient, store: Store) -> None:
    assert add(site)[0] == 303
    (source,) = store.following.all()
    assert (source.address, source.outlet, source.minutes) == (FEED, "صحيفة المرفأ", 30)
    assert FEED in page(site).css_first("#sources ~ ol").text()
    assert sent(site, "remove", address=FEED)[0] == 303
    assert store.following.all() == []


@pytest.mark.parametrize(
    ("address", "minutes"),
    [("file:///etc/passwd", "30"), ("javascript:x", "30"), (FEED, "1"), (FEED, "٣٠"), ("", "5")],
)
def test_what_cannot_be_followed_is_said_and_stays_in_the_form(
    site: TestClient, store: Store, address: str, minutes: str
) -> None:
    status, tree = add(site, address, minutes)
    assert status == 422
    assert tree.css_first(".wrong[role=alert]").text().strip()
    assert tree.css_first("#address").attributes["value"] == address
    assert store.following.all() == []


def test_a_source_in_trouble_stands_first_and_says_why(site: TestClient, store: Store) -> None:
    store.following.add("https://sound.example/feed", None, 30, NOW)
    store.following.add(FEED, "صحيفة المرفأ", 30, NOW)
    source = store.following.all()[1]
    store.following.failed(source, NOW, ("http_status", {"source": FEED, "status": 503}), None)
    first = page(site).css_first("#sources ~ ol li")
    assert "صحيفة المرفأ" in first.text()
    assert "أجاب الموقع" in first.css_first(".wrong").text()
    assert "إخفاق واحد" in first.text()


def test_a_page_of_programs_says_the_same(site: TestClient, store: Store) -> None:
    add(site)
    store.saved.save("القمح", query_to_dict(Query("القمح")), NOW)
    alert = new_alert(store, "https://hooks.example/secret", search="القمح", claim=None, language="ar", now=NOW)
    store.alerts.add(alert)
    found = site.get("/following.json").json()
    assert [each["address"] for each in found["sources"]] == [FEED]
    assert [each["name"] for each in found["saved"]] == ["القمح"]
    assert found["alerts"][0]["address"] == "https://hooks.example/…"
    assert "secret" not in site.get("/following").text


def test_a_search_is_saved_from_its_page_and_asked_again(site: TestClient, store: Store) -> None:
    form = page(site, "/search?q=القمح&stance=says&from=2021-07-01&names=typed").css_first(".saving form")
    fields = {node.attributes["name"]: node.attributes["value"] for node in form.css("input")}
    answer = site.post("/following", data={**fields, "act": "save", "name": "قمح الشمال"})
    assert answer.headers["location"] == "/following#saved"
    (saved,) = store.saved.all()
    query = query_of_dict(saved.query)
    assert (saved.name, query.words, query.stance, str(query.day_from), query.names) == (
        "قمح الشمال",
        "القمح",
        "says",
        "2021-07-01",
        False,
    )
    link = page(site).css_first("#saved ~ ol a").attributes["href"]
    assert page(site, str(link)).css_first("#q").attributes["value"] == "القمح"
    assert address_of(query) == link
    assert sent(site, "forget", name="قمح الشمال")[0] == 303
    assert store.saved.all() == []


@pytest.mark.parametrize("fields", [{"name": "", "search": "q=x"}, {"name": "x", "search": ""}, {"name": "x" * 101}])
def test_what_cannot_be_saved_is_said(site: TestClient, store: Store, fields: dict[str, str]) -> None:
    status, tree = sent(site, "save", **{"search": "q=x", **fields})
    assert (status, store.saved.all()) == (422, [])
    assert tree.css_first(".wrong[role=alert]").text().strip()


def test_a_form_from_elsewhere_changes_nothing(site: TestClient, store: Store) -> None:
    fields = {"act": "add", "address": FEED, "minutes": "30"}
    assert site.post("/following", data=fields).status_code == 403
    token = page(site).css_first("input[name=token]").attributes["value"]
    foreign = {"sec-fetch-site": "cross-site"}
    assert site.post("/following", data={**fields, "token": token}, headers=foreign).status_code == 403
    assert sent(site, "burn")[0] == 422
    assert store.following.all() == []


@pytest.mark.usefixtures("hasty_hashes")
def test_one_who_may_only_read_changes_nothing(store: Store) -> None:
    store.following.add(FEED, None, 30, NOW - timedelta(hours=1))
    store.accounts.add(READER, ROLES[READER], PASSWORD)
    reader = has_come(store, READER)
    assert page(reader).css_first("form[action='/following']") is None
    assert page(reader, "/search?q=القمح").css_first(".saving") is None
    assert reader.post("/following", data={"act": "remove", "address": FEED}).status_code == 403
    assert len(store.following.all()) == 1


def test_what_a_source_is_called_is_never_markup(site: TestClient, store: Store) -> None:
    store.following.add(FEED, "<script>alert(1)</script>", 30, NOW)
    store.saved.save("<b>x</b>", query_to_dict(Query("<i>")), NOW)
    tree = page(site)
    assert tree.css_first("main script") is None
    assert tree.css_first("#saved ~ ol b") is None


def test_a_page_says_where_web_archives_may_have_it(site: TestClient) -> None:
    page = next(each for each in site.get("/pages.json").json()["pages"] if each["url"])
    found = site.get(f"/pages/{page['number']}.json").json()["mementos"]
    assert found["wayback"].startswith("https://web.archive.org/web/2")
    assert found["wayback"].endswith(page["url"])
