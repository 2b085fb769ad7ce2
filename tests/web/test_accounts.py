"""Where others can come, people log in; what each may do is their role's, and what they judge is under their name."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from desk_people import (
    ADMIN,
    PASSWORD,
    READER,
    REVIEWER,
    ROLES,
    browser,
    has_come,
    hasty_hashes,  # noqa: F401  a fixture of this module
    log_in,
    token_on,
)
from pressing import press
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient
from stories import harvest, withdrawal

from musnad.store import Store, open_store, utc_now
from musnad.web import guard


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two pages and three people; hashing their passwords takes its time, so it is copied."""
    place = tmp_path_factory.mktemp("desk") / "musnad.db"
    with open_store(place) as store:
        list(store.add_all([harvest(), withdrawal()]))
        for name, role in ROLES.items():
            store.accounts.add(name, role, PASSWORD)
    return place


@pytest.fixture
def store(desk: Path, tmp_path: Path) -> Iterator[Store]:
    copy = tmp_path / "musnad.db"
    copy.write_bytes(desk.read_bytes())
    with open_store(copy) as opened:
        yield opened


@pytest.fixture
def site(store: Store) -> TestClient:
    return browser(store)


def alert(text: str) -> str:
    found = LexborHTMLParser(text).css_first("[role=alert]")
    assert found is not None
    return found.text()


class TestTheWayIn:
    @pytest.mark.parametrize(
        "address",
        ["/", "/pages/1", "/search?q=القمح", "/review", "/account", "/users", "/speakers/سامي الحداد?after=1"],
    )
    def test_who_is_not_logged_in_is_led_to_the_form_and_then_back(self, site: TestClient, address: str) -> None:
        answer = site.get(address)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=/")
        form = LexborHTMLParser(site.get(answer.headers["location"]).text).css_first("input[name=next]")
        assert site.get(str(form.attributes["value"])).headers["location"] == answer.headers["location"]  # type: ignore[union-attr]

    @pytest.mark.parametrize("address", ["/pages.json", "/search.csv?q=x", "/search.atom", "/expectations.ics"])
    def test_a_program_is_told_in_problem_details_how_to_come_in(self, site: TestClient, address: str) -> None:
        answer = site.get(address, headers={"accept": "*/*"})
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.json()["code"] == "login"

    def test_the_way_in_and_the_signs_of_life_are_open(self, site: TestClient) -> None:
        assert [site.get(at).status_code for at in ("/login", "/alive", "/static/musnad.css")] == [200] * 3
        assert LexborHTMLParser(site.get("/login").text).css_first("html").attributes["dir"] == "rtl"  # type: ignore[union-attr]

    def test_the_form_opens_the_site_and_closes_it_again(self, site: TestClient) -> None:
        assert log_in(site, REVIEWER, next="/search?q=قمح") == 303
        page = LexborHTMLParser(site.get("/").text)
        assert page.css_first(".account").text() == REVIEWER  # type: ignore[union-attr]
        kept = dict(site.cookies)
        assert site.post("/logout", data={"token": token_on(site, "/account")}).headers["location"] == "/login"
        site.cookies.update(kept)
        assert site.get("/").status_code == 303, "the session itself has ended, not the cookie alone"

    @pytest.mark.parametrize("name", ["سلمى  الحاج", "nobody", "", "x" * 5000, "a\x00b", "\ud800"])
    def test_a_wrong_name_and_a_wrong_password_are_told_alike(self, site: TestClient, name: str) -> None:
        data = {"token": token_on(site, "/login"), "next": "/"}
        name = name.encode("utf-8", "replace").decode()
        answers = [
            site.post("/login", data={**data, "name": who, "password": "غير هذه الكلمة"}) for who in (name, REVIEWER)
        ]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert alert(answers[0].text) == alert(answers[1].text)

    @pytest.mark.parametrize("name", ["NOOR", "Ｎoor", " noor "])
    def test_a_name_is_one_however_it_is_typed(self, site: TestClient, name: str) -> None:
        assert log_in(site, name) == 303

    @pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
    def test_nobody_is_led_away(self, site: TestClient, next: str) -> None:
        data = {"token": token_on(site, "/login"), "name": ADMIN, "password": PASSWORD, "next": next}
        assert site.post("/login", data=data).headers["location"] == "/"
        assert site.get("/login", params={"next": next}).headers["location"] == "/"

    def test_the_login_form_itself_has_a_token(self, site: TestClient) -> None:
        assert site.post("/login", data={"name": ADMIN, "password": PASSWORD, "token": "x"}).status_code == 403


class TestSessions:
    def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(self, site: TestClient) -> None:
        data = {"token": token_on(site, "/login"), "name": ADMIN, "password": PASSWORD}
        cookie = site.post("/login", data=data).headers["set-cookie"].lower()
        assert cookie.startswith("musnad_session=")
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "secure" not in cookie

    def test_under_https_it_goes_nowhere_else_and_no_other_host_sets_it(self, store: Store) -> None:
        site = browser(store, "https://desk.example")
        data = {"token": token_on(site, "/login"), "name": ADMIN, "password": PASSWORD}
        cookie = site.post("/login", data=data).headers["set-cookie"]
        assert cookie.startswith("__Host-musnad_session=")
        assert "Secure" in cookie
        assert site.get("/").status_code == 200

    def test_a_session_known_before_the_login_is_not_the_one_after_it(self, store: Store, site: TestClient) -> None:
        planted = {"cookie": "musnad_session=known-to-an-attacker"}
        token = token_on(site, "/login")
        data = {"token": token, "name": ADMIN, "password": PASSWORD}
        site.post("/login", data=data, headers={"cookie": f"{planted['cookie']}; musnad_form={token}"})
        assert store.accounts.of_session("known-to-an-attacker") is None
        assert browser(store).get("/", headers=planted).status_code == 303

    def test_what_the_store_keeps_of_it_opens_nothing(self, store: Store) -> None:
        secret = store.accounts.begin_session(ADMIN)
        with open(store.where, "rb") as file, open(f"{store.where}-wal", "rb") as log:
            assert secret.encode() not in file.read() + log.read()

    def test_another_password_ends_all_sessions(self, store: Store) -> None:
        here, there = has_come(store, REVIEWER), has_come(store, REVIEWER)
        data = {"token": token_on(here, "/account"), "current": PASSWORD, "new": "كلمات أخرى جديدة"}
        answer = here.post("/account/password", data={**data, "again": data["new"]})
        assert answer.headers["location"] == "/login?changed=1"
        assert [each.get("/").status_code for each in (here, there)] == [303, 303]
        assert log_in(here, REVIEWER) == 403
        assert log_in(here, REVIEWER, data["new"]) == 303

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"current": "غير هذه الكلمة"}, "الحالية غير صحيحة"),
            ({"again": "شيء آخر تمامًا"}, "مختلفتان"),
            ({"new": "قصيرة", "again": "قصيرة"}, "من 10 إلى 256"),
        ],
    )
    def test_a_password_that_does_not_do_is_said_so(self, store: Store, fields: dict[str, str], words: str) -> None:
        site = has_come(store, REVIEWER)
        new = {"new": "كلمات أخرى جديدة", "again": "كلمات أخرى جديدة"}
        data = {"token": token_on(site, "/account"), "current": PASSWORD, **new, **fields}
        answer = site.post("/account/password", data=data)
        assert answer.status_code == 422
        assert words in alert(answer.text)

    def test_out_everywhere_is_out_everywhere(self, store: Store) -> None:
        here, there = has_come(store, READER), has_come(store, READER)
        here.post("/logout", data={"token": token_on(here, "/account"), "everywhere": "1"})
        assert there.get("/").status_code == 303


class TestGuessing:
    def test_who_fails_too_often_waits_and_even_the_right_password_does_not_help(self, site: TestClient) -> None:
        assert [log_in(site, ADMIN, "guessed word") for _ in range(6)] == [403] * 5 + [429]
        answer = site.post("/login", data={"token": token_on(site, "/login"), "name": ADMIN, "password": PASSWORD})
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
        assert "15" in alert(answer.text)
        assert log_in(site, READER) == 303, "others at the same place may still come in"

    def test_who_logs_in_in_the_end_starts_anew(self, site: TestClient) -> None:
        for _ in range(2):
            assert [log_in(site, ADMIN, "guessed word") for _ in range(4)] == [403] * 4
            assert log_in(site, ADMIN) == 303
            site.cookies.clear()


class TestRoles:
    def test_a_reader_sees_what_was_judged_and_judges_nothing(self, store: Store) -> None:
        reviewer, reader = has_come(store, REVIEWER), has_come(store, READER)
        form = LexborHTMLParser(reviewer.get("/pages/1").text).css_first("form.judge")
        assert press(reviewer, form, "accept") == 303
        page = LexborHTMLParser(reader.get("/pages/1").text)
        assert REVIEWER in page.css_first(".judged").text()  # type: ignore[union-attr]
        assert page.css_first("main form") is None
        assert press(reader, form, "reject") == 403
        assert [(each.act, each.who) for each in store.judgements()] == [("accept", REVIEWER)]

    def test_a_reader_adds_nothing_and_is_told_who_does(self, store: Store) -> None:
        reader = has_come(store, READER)
        page = LexborHTMLParser(reader.get("/add").text)
        assert page.css_first("textarea") is None
        assert "المراجعون" in page.css_first(".notice").text()  # type: ignore[union-attr]
        answer = reader.post("/add/keep", data={"text": "نص", "token": token_on(reader, "/account")})
        assert answer.status_code == 403
        assert "قارئ" in alert(answer.text)
        assert store.counts()["pages"] == 2

    def test_an_address_that_is_not_there_yet_is_closed_to_readers_who_send(self, store: Store) -> None:
        assert has_come(store, READER).post("/some/later/form").status_code == 403
        assert has_come(store, REVIEWER).post("/some/later/form").status_code == 404

    @pytest.mark.parametrize("name", [READER, REVIEWER])
    @pytest.mark.parametrize("address", ["/users", "/users.json"])
    def test_only_admins_see_the_users(self, store: Store, name: str, address: str) -> None:
        assert has_come(store, name).get(address).status_code == 403
        assert has_come(store, ADMIN).get(address).status_code == 200

    def test_a_role_counts_at_once(self, store: Store) -> None:
        reader = has_come(store, READER)
        store.accounts.set_role(READER, "admin")
        assert reader.get("/users").status_code == 200
        store.accounts.remove(READER)
        assert reader.get("/").status_code == 303


class TestManagingUsers:
    @pytest.fixture
    def admin(self, store: Store) -> TestClient:
        return has_come(store, ADMIN)

    def send(self, admin: TestClient, **fields: str) -> int:
        return admin.post("/users", data={"token": token_on(admin, "/users"), **fields}).status_code

    def test_a_user_is_added_changed_and_removed(self, admin: TestClient, store: Store) -> None:
        assert self.send(admin, act="add", name="كمال رشدي", role="reader", password=PASSWORD) == 303
        assert self.send(admin, act="role", name="كمال رشدي", role="reviewer") == 303
        assert self.send(admin, act="password", name="كمال رشدي", password="كلمات أخرى جديدة") == 303
        assert log_in(browser(store), "كمال رشدي", "كلمات أخرى جديدة") == 303
        assert {"name": "كمال رشدي", "role": "reviewer"}.items() <= admin.get("/users.json").json()["users"][-1].items()
        assert self.send(admin, act="remove", name="كمال رشدي") == 303
        assert len(store.accounts.all()) == 3

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"act": "add", "name": "NOOR", "role": "reader", "password": PASSWORD}, "مأخوذ"),
            ({"act": "add", "name": "<b>x</b>", "role": "reader", "password": PASSWORD}, "<b>x</b>"),
            ({"act": "add", "name": "a\u202eb", "role": "reader", "password": PASSWORD}, "لا يصلح"),
            ({"act": "add", "name": "كمال", "role": "reader", "password": "كمال"}, "من 10"),
            ({"act": "add", "name": "كمال", "role": "king", "password": PASSWORD}, "لم تُفهم"),
            ({"act": "role", "name": "nobody", "role": "reader"}, "لا مستخدم"),
            ({"act": "role", "name": "Noor", "role": "reader"}, "مشرف آخر"),
            ({"act": "remove", "name": "noor"}, "مشرف آخر"),
            ({"act": "explode"}, "لم تُفهم"),
        ],
    )
    def test_what_cannot_be_done_is_said(
        self, admin: TestClient, store: Store, fields: dict[str, str], words: str
    ) -> None:
        answer = admin.post("/users", data={"token": token_on(admin, "/users"), **fields})
        assert answer.status_code == 422
        assert words in alert(answer.text)
        assert {each.name: each.role for each in store.accounts.all()} == ROLES


class TestForgery:
    @pytest.mark.parametrize("address", ["/logout", "/account/password", "/account/tokens", "/users", "/judge", "/add"])
    @pytest.mark.parametrize("token", ["", "x", "رمز"])
    def test_a_form_without_the_token_of_this_session_does_nothing(
        self, store: Store, address: str, token: str
    ) -> None:
        site = has_come(store, ADMIN)
        assert site.post(address, data={"token": token}).status_code == 403
        other = token_on(has_come(store, ADMIN), "/account")
        assert site.post(address, data={"token": other}).status_code == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"origin": "https://evil.example"},
            {"origin": "null"},
        ],
    )
    def test_a_form_of_another_site_does_nothing_even_with_its_token(
        self, store: Store, headers: dict[str, str]
    ) -> None:
        site = has_come(store, ADMIN)
        answer = site.post("/logout", data={"token": token_on(site, "/account")}, headers=headers)
        assert answer.status_code == 403
        assert site.get("/").status_code == 200

    def test_a_form_of_our_own_site_does(self, store: Store) -> None:
        site = has_come(store, ADMIN)
        headers = {"origin": "http://desk.example"}
        assert site.post("/logout", data={"token": token_on(site, "/account")}, headers=headers).status_code == 303

    def test_whose_session_has_ended_is_shown_the_way_in(self, store: Store) -> None:
        site = has_come(store, REVIEWER)
        token = token_on(site, "/account")
        store.accounts.end_sessions(REVIEWER)
        answer = site.post("/judge", data={"token": token})
        assert answer.status_code == 401
        assert LexborHTMLParser(answer.text).css_first("main a.button").attributes["href"] == "/login"  # type: ignore[union-attr]

    def test_a_form_that_is_too_large_is_refused(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(guard, "MOST_OF_A_FORM", 5000)
        site = has_come(store, ADMIN)
        answer = site.post("/users", data={"token": token_on(site, "/users"), "name": "ا" * 5000})
        assert answer.status_code == 413
        assert "5 كيلوبايت" in alert(answer.text)


class TestTokens:
    @pytest.fixture
    def program(self, store: Store) -> TestClient:
        return TestClient(browser(store).app, base_url="http://desk.example", follow_redirects=False)

    def test_a_token_is_shown_once_and_opens_what_its_owner_reads(self, store: Store, program: TestClient) -> None:
        site = has_come(store, READER)
        made = site.post("/account/tokens", data={"token": token_on(site, "/account"), "label": "جدول", "days": "30"})
        token = LexborHTMLParser(made.text).css_first("code").text()  # type: ignore[union-attr]
        assert token not in site.get("/account").text
        headers = {"authorization": f"Bearer {token}"}
        assert program.get("/pages.json", headers=headers).status_code == 200
        me = program.get("/account.json", headers=headers).json()
        assert (me["name"], me["role"], me["tokens"][0]["label"]) == (READER, "reader", "جدول")

    def test_a_revoked_one_opens_nothing(self, store: Store, program: TestClient) -> None:
        site, token = has_come(store, READER), store.accounts.add_token(READER)
        data = {"token": token_on(site, "/account"), "number": "1"}
        assert site.post("/account/tokens", data=data).status_code == 303
        answer = program.get("/pages.json", headers={"authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "bad_token")

    def test_nobody_revokes_that_of_another(self, store: Store) -> None:
        store.accounts.add_token(ADMIN)
        site = has_come(store, READER)
        site.post("/account/tokens", data={"token": token_on(site, "/account"), "number": "1"})
        assert len(store.accounts.tokens(ADMIN)) == 1

    def test_one_that_has_ended_opens_nothing(self, store: Store, program: TestClient) -> None:
        token = store.accounts.add_token(READER, ends=utc_now() - timedelta(seconds=1))
        assert program.get("/pages.json", headers={"authorization": f"Bearer {token}"}).status_code == 401

    @pytest.mark.parametrize("address", ["/judge", "/add/keep", "/users", "/account/tokens", "/account/password"])
    def test_a_token_only_reads_whatever_its_owner_may(self, store: Store, program: TestClient, address: str) -> None:
        headers = {"authorization": f"Bearer {store.accounts.add_token(ADMIN)}"}
        answer = program.post(address, headers=headers)
        assert answer.status_code == 403
        assert program.get("/users.json", headers=headers).status_code == 403

    def test_a_feed_reader_gives_it_as_the_password(self, store: Store, program: TestClient) -> None:
        pair = base64.b64encode(f"{READER}:{store.accounts.add_token(READER)}".encode()).decode()
        assert program.get("/search.atom?q=القمح", headers={"authorization": f"Basic {pair}"}).status_code == 200

    @pytest.mark.parametrize(
        "header", ["Bearer", "Bearer ", "Bearer x y", "Basic !!", "Basic eDp5", "Digest x", "\xff"]
    )
    def test_what_is_no_token_opens_nothing(self, program: TestClient, header: str) -> None:
        answer = program.get("/pages.json", headers={"authorization": header.encode("latin-1")})
        assert answer.status_code == 401


def test_on_this_machine_alone_nobody_logs_in(tmp_path: Path) -> None:
    from musnad.web import create_app

    with open_store(tmp_path / "m.db") as store:
        site = TestClient(create_app(store))
        assert site.get("/").status_code == 200
        assert [site.get(address).status_code for address in ("/login", "/account", "/users")] == [404] * 3
