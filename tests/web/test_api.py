"""What the JSON is said to be at /openapi.json, it is: schemathesis asks every address, with input of any kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import rtoml
import schemathesis
from desk_people import ADMIN, PASSWORD, hasty_hashes  # noqa: F401  the last a fixture of this module
from hypothesis import HealthCheck, given, settings
from marked import reading
from starlette.testclient import TestClient
from stories import WITHDRAWAL, harvest, hostile, withdrawal

from musnad.claiming import refresh
from musnad.model import Judgement
from musnad.store import Store, open_store
from musnad.web import create_app, openapi

SAID = "# خبر {n}\n{{cue 1:قال}} {{source 1:كريم حسن}} إن {{content 1:الماء قليل في الحي رقم {n}}}."


def filled(place: Path) -> Store:
    store = open_store(place)
    later = reading(WITHDRAWAL.replace("أربعين", "خمسين"), "w", "https://marsad.example/news/1?a=1&b=2")
    told = (reading(SAID.format(n=n), f"n{n}", outlet=f"صحيفة {n}") for n in range(120))
    list(store.add_all([harvest(), withdrawal(), hostile(), later, *told]))
    store.accounts.add(ADMIN, "admin", PASSWORD)
    store.accounts.add_token(ADMIN, "جدول")
    refresh(store)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled(tmp_path_factory.mktemp("api") / "musnad.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def site(store: Store) -> TestClient:
    return TestClient(create_app(store), follow_redirects=False)


@pytest.fixture(scope="module")
def description(store: Store) -> Any:
    """The document of a site without a login, for schemathesis."""
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(store))


ADDRESSES = list(rtoml.loads((Path(openapi.__file__).parent / "openapi.toml").read_text("utf-8"))["addresses"])
#: Where nobody logs in nobody has an account.
OPEN = [address for address in ADDRESSES if address not in ("/account.json", "/users.json")]


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
@pytest.mark.parametrize("address", OPEN)
def test_every_address_does_what_is_said_of_it(
    description: Any, address: str, mode: schemathesis.GenerationMode
) -> None:
    asked = description[address]["GET"].as_strategy(generation_mode=mode)
    examples = settings().max_examples // 3

    @given(case=asked)
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


@pytest.mark.parametrize("address", ["/account.json", "/users.json", "/pages.json"])
def test_so_does_every_address_where_people_log_in(store: Store, address: str) -> None:
    description = schemathesis.openapi.from_asgi("/openapi.json", create_app(store, login=True))
    session = store.accounts.begin_session(ADMIN)

    @given(case=description[address]["GET"].as_strategy())
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def ask(case: Any) -> None:
        case.call_and_validate(cookies={"musnad_session": session})

    ask()


#: What is there: schemathesis seldom thinks of the ids and words of a page.
THERE = {
    "/pages/{number}.json": ["/pages/1.json", "/pages/2.json", "/pages/2.json?version=1", "/pages/3.json?lang=en"],
    "/search.json": ["/search.json?q=الماء", "/search.json?q=القمح&from=x", "/search.json?q=Biden"],
    "/search.feed.json": ["/search.feed.json?q=القمح"],
    "/search.{form}": ["/search.csv?q=القمح&bom=1", "/search.jsonl?q=القمح"],
    "/claims/{id}.json": ["claims"],
    "/expectations.json": ["/expectations.json?from=2021-01-01&since=2021-07-01", "/expectations.json?month=2021-07"],
    "/expectations.ics": ["/expectations.ics?as_of=2021-07-01", "/expectations.ics?q=0%0A0%0D1"],
    "/statements/{id}.json": ["statements"],
    "/outlets/{key}.json": ["/outlets/موقع المرصد.json", "/outlets/وكالة الضفاف.json", "/outlets/صحيفة 7.json"],
    "/timeline.json": ["/timeline.json?q=القاعدة"],
    "/speakers/{key}.json": ["/speakers/كريم حسن.json", "/speakers/كريم حسن.json?after=100"],
}


@pytest.mark.parametrize("address", OPEN)
def test_what_is_there_is_described_to_the_last_field(site: TestClient, address: str) -> None:
    document = site.get("/openapi.json").json()
    closed = json.loads(json.dumps(document).replace('"type": "object", "prop', '"additionalProperties": false, "prop'))
    (media, said), *_ = closed["paths"][address]["get"]["responses"]["200"]["content"].items()
    asked = THERE.get(address, [address])
    if asked == ["claims"]:
        asked = [f"/claims/{each['claim']}.json" for each in site.get("/claims.json").json()["claims"][:5]]
    if asked == ["statements"]:
        asked = [f"/statements/{each.id}.json" for each in withdrawal().statements[:4]]
    for each in asked:
        answer = site.get(each)
        assert answer.status_code == 200, each
        assert media in ("*/*", answer.headers["content-type"].partition(";")[0])
        if "schema" in said:
            whole = {**said["schema"], "components": closed["components"]}
            jsonschema_rs.Draft202012Validator(whole).validate(answer.json())


def test_a_shape_that_is_not_written_is_a_mistake_of_ours() -> None:
    for written in ("Unknown", "[Unknown?]", "text"):
        with pytest.raises((AssertionError, KeyError)):
            openapi.schema_of(written)


@pytest.mark.parametrize("address", ["/pages.json", "/claims.json", "/search.json?q=الماء", "/speakers/كريم حسن.json"])
def test_a_list_goes_on_where_its_next_leads_to_its_end(site: TestClient, address: str) -> None:
    seen: list[str] = []
    here: str | None = address
    while here:
        answer = site.get(here)
        data = answer.json()
        rows = next(data[name] for name in ("pages", "claims", "hits", "said") if name in data)
        seen += [row.get("claim") or row.get("statement") or str(row.get("number") or row["id"]) for row in rows]
        here = data["next"]
        assert answer.links.get("next", {}).get("url") == here
    assert len(seen) == len(set(seen))
    assert len(seen) > 100


class TestConditional:
    @pytest.mark.parametrize(
        "address", ["/", "/pages.json", "/search.atom?q=ماء", "/expectations.ics", "/static/icon.svg"]
    )
    def test_what_has_not_changed_is_not_sent_again(self, site: TestClient, address: str) -> None:
        site.get("/add")  # a cookie for forms: pages then stay as they are
        first = site.get(address)
        again = site.get(address, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "content-type" not in again.headers
        assert "default-src 'none'" in again.headers["content-security-policy"]
        assert site.get(address, headers={"if-none-match": '"other"'}).content == first.content

    def test_a_judgement_makes_another_page_of_it(self, tmp_path: Path) -> None:
        with filled(tmp_path / "m.db") as store:
            site = TestClient(create_app(store))
            tag = site.get("/pages/1.json").headers["etag"]
            statement = site.get("/pages/1.json").json()["reading"]["statements"][0]["id"]
            store.judge(Judgement("accept", (statement,), "سلمى", datetime.now(UTC)))
            assert site.get("/pages/1.json", headers={"if-none-match": tag}).status_code == 200

    @pytest.mark.parametrize("address", ["/", "/pages.json", "/search.csv?q=القمح", "/static/musnad.css", "/none"])
    def test_head_is_the_head_of_get(self, site: TestClient, address: str) -> None:
        head, whole = site.head(address), site.get(address)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert head.headers["content-type"] == whole.headers["content-type"]

    def test_what_others_may_not_see_no_one_between_keeps(self, site: TestClient) -> None:
        assert site.get("/pages.json").headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("address", "headers", "status", "code"),
    [
        ("/pages/999.json", {}, 404, "missing"),
        ("/pages/999", {"accept": "application/json"}, 404, "missing"),
        ("/none.json", {"accept": "text/html"}, 404, "missing"),
        ("/search.doc?q=x", {}, 404, "missing"),
        ("/search.json?q=x&after=x", {}, 400, "search_bad_cursor"),
        ("/search.json?after=x", {}, 400, "search_bad_cursor"),
    ],
)
def test_errors_have_one_shape_for_programs(
    site: TestClient, address: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = site.get(address, headers=headers)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail", "code"}
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)


def test_a_person_is_told_on_a_page(site: TestClient) -> None:
    browser = {"accept": "text/html,*/*;q=0.8"}
    for address in ("/none", "/search.doc?q=x"):
        assert site.get(address, headers=browser).headers["content-type"].startswith("text/html")


def test_another_method_is_refused_and_the_right_one_named(site: TestClient) -> None:
    answer = site.delete("/pages.json")
    assert (answer.status_code, answer.json()["code"]) == (405, "missing")
    assert "GET" in answer.headers["allow"]


def test_the_addresses_are_listed_for_people(site: TestClient) -> None:
    page = site.get("/api").text
    assert all(address in page for address in OPEN)
    assert "/openapi.json" in page


def test_where_people_log_in_the_document_says_with_what(store: Store) -> None:
    site = TestClient(create_app(store, login=True))
    document = site.get("/openapi.json").json()
    assert set(document["paths"]) == set(ADDRESSES)
    assert {"token", "password", "session"} == set(document["components"]["securitySchemes"])
    headers = {"authorization": f"Bearer {store.accounts.add_token(ADMIN)}"}
    me = site.get("/account.json", headers=headers).json()
    whole = {"$ref": "#/components/schemas/Account", "components": document["components"]}
    jsonschema_rs.Draft202012Validator(whole).validate(me)
