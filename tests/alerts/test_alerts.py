"""People are told of what is new, each thing once, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alerts.receivers import Hook, Post

from musnad.alerts import Told, new_alert, tell
from musnad.alerts import telling as at_work
from musnad.errors import InputError
from musnad.model import Page
from musnad.pipeline import read
from musnad.search import Query, query_to_dict
from musnad.store import Alert, Store, open_store

MONDAY = datetime(2024, 5, 6, 8)
OPENING = "قال وزير الموانئ سامر البحري إن المرفأ الجديد سيفتتح في يونيو المقبل."
COST = "وأضاف البحري أن كلفة المرفأ بلغت مئتي مليون دولار."
DENIAL = "نفت بلدية الضفاف أن يكون موعد افتتاح المرفأ قد تأجل."
RAIN = "قال خبير الطقس نادر السهلي إن أمطارا ستهطل غدا على الساحل."


class Desk:
    """A desk with a store, a saved search for the harbour, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_store(folder / "musnad.db")
        self.now = MONDAY
        self.store.saved.save("المرفأ", query_to_dict(Query("المرفأ")), self.now)

    def page(self, number: int, headline: str, *paragraphs: str, outlet: str = "صحيفة المرسى") -> None:
        text = "\n".join([headline, *paragraphs])
        page = Page(text, "article", url=f"https://marsa.example/{number}", outlet=outlet, published=self.now.date())
        self.store.add(read(page))

    def alert(self, address: str, claim: str | None = None, private: bool = True, language: str = "ar") -> Alert:
        search = None if claim else "المرفأ"
        made = new_alert(self.store, address, search=search, claim=claim, language=language, now=self.now)
        return self.store.alerts.add(replace(made, private=private))

    def tell(self, **later: float) -> Told:
        self.now += timedelta(**later)
        return tell(self.store, self.now)

    def problem(self) -> str | None:
        (alert,) = self.store.alerts.all()
        return alert.problem[0] if alert.problem else None


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as opened:
        yield opened
        opened.shutdown()


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    opened = Post()
    monkeypatch.setenv("MUSNAD_SMTP", opened.address)
    monkeypatch.setenv("MUSNAD_MAIL_FROM", "musnad@desk.example")
    yield opened
    opened.close()


def said(message: dict[str, Any]) -> list[str]:
    return [each["text"] for each in message["statements"]]


class TestWhatIsNew:
    def test_new_statements_of_a_saved_search_are_told_and_old_ones_not(self, desk: Desk, hook: Hook) -> None:
        desk.page(1, "خبر قديم", OPENING)
        desk.alert(hook.address)
        desk.page(2, "كلفة المرفأ", COST)
        desk.page(3, "الطقس", RAIN)
        assert desk.tell() == Told(made=1, sent=1)
        (message,) = hook.taken
        (found,) = said(message)
        assert "مئتي مليون دولار" in found
        assert message["search"] == "المرفأ"
        assert message["statements"][0]["url"] == "https://marsa.example/2"

    def test_each_is_told_once(self, desk: Desk, hook: Hook) -> None:
        desk.alert(hook.address)
        desk.page(1, "افتتاح المرفأ", OPENING)
        desk.tell()
        assert desk.tell(hours=1) == Told()
        assert len(hook.taken) == 1

    def test_a_new_version_tells_only_what_the_older_ones_did_not_say(self, desk: Desk, hook: Hook) -> None:
        desk.page(1, "افتتاح المرفأ", OPENING)
        desk.alert(hook.address)
        desk.page(1, "افتتاح المرفأ", OPENING, DENIAL)
        desk.tell()
        desk.page(1, "افتتاح المرفأ", OPENING, DENIAL, RAIN)
        desk.tell()
        assert [len(message["statements"]) for message in hook.taken] == [1]
        assert "تأجل" in said(hook.taken[0])[0]

    def test_pages_of_older_days_are_news_when_they_come(self, desk: Desk, hook: Hook) -> None:
        desk.page(1, "خبر اليوم", RAIN)
        desk.alert(hook.address)
        desk.now -= timedelta(days=400)
        desk.page(2, "افتتاح المرفأ", OPENING)
        assert desk.tell().sent == 1

    def test_a_claim_whose_sources_may_be_more_is_told(self, desk: Desk, hook: Hook) -> None:
        told = "قال وزير الموانئ سامر البحري إن المرفأ الجديد سيفتتح في 12 يونيو المقبل."
        desk.page(1, "افتتاح المرفأ", told)
        (claim,) = [statement["id"] for record in desk.store.readings() for statement in record["statements"]]
        desk.alert(hook.address, claim=claim)
        assert desk.tell() == Told()
        other = "قال رئيس البلدية ماهر الضفافي إن المرفأ الجديد سيفتتح في 12 يونيو المقبل."
        desk.page(2, "موعد المرفأ", other, outlet="جريدة الضفاف")
        assert desk.tell().sent == 1
        (message,) = hook.taken
        assert (message["claim"]["at_most_before"], message["claim"]["at_most"]) == (1, 2)
        assert "المرفأ" in message["text"]
        assert desk.tell() == Told()

    def test_a_claim_is_followed_where_its_first_statement_is_edited_away(self, desk: Desk, hook: Hook) -> None:
        told = "قال وزير الموانئ سامر البحري إن المرفأ الجديد سيفتتح في 12 يونيو المقبل."
        desk.page(1, "افتتاح المرفأ", told)
        (claim,) = [statement["id"] for record in desk.store.readings() for statement in record["statements"]]
        desk.alert(hook.address, claim=claim)
        second = "قال رئيس البلدية ماهر الضفافي إن المرفأ الجديد سيفتتح في 12 يونيو المقبل."
        desk.page(2, "موعد المرفأ", second, outlet="جريدة الضفاف")
        desk.tell()
        desk.page(1, "افتتاح المرفأ", RAIN)
        third = "قالت مديرة الشركة ليلى الساحلي إن المرفأ الجديد سيفتتح في 12 يونيو المقبل."
        fourth = "قال نقيب الصيادين عمر الشاطئي إن المرفأ الجديد سيفتتح في 12 يونيو المقبل."
        desk.page(3, "الشركة: الافتتاح قريب", third, outlet="جريدة الشاطئ")
        desk.page(4, "الصيادون: الافتتاح قريب", fourth, outlet="جريدة الصياد")
        assert desk.tell().sent == 1
        assert desk.store.claims.claim_of(claim) is None
        assert [message["claim"]["at_most"] for message in hook.taken] == [2, 3]

    def test_what_was_seen_by_one_is_told_by_no_other(self, desk: Desk, hook: Hook) -> None:
        alert = desk.alert(hook.address)
        body = {"subject": "-", "text": "-", "ids": []}
        assert desk.store.alerts.move(alert, 7, body, desk.now)
        assert not desk.store.alerts.move(alert, 7, body, desk.now)
        assert len(desk.store.alerts.waiting(desk.now)) == 1


class TestOnTheWay:
    def test_a_message_is_not_sent_twice_where_its_sender_died(self, desk: Desk, hook: Hook) -> None:
        desk.alert(hook.address)
        desk.page(1, "افتتاح المرفأ", OPENING)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(at_work, "send", _dies)
            with pytest.raises(KeyboardInterrupt):
                desk.tell()
        assert desk.tell(days=1) == Told()
        assert hook.taken == []
        assert desk.problem() == "alert_perhaps_sent"

    def test_a_message_made_before_a_crash_is_sent_after_it(self, desk: Desk, hook: Hook) -> None:
        alert = desk.alert(hook.address)
        desk.store.alerts.move(alert, 1, {"subject": "-", "text": "-", "ids": []}, desk.now)
        assert desk.tell().sent == 1

    def test_where_it_surely_did_not_arrive_it_is_sent_later(self, desk: Desk, hook: Hook) -> None:
        hook.status = 503
        desk.alert(hook.address)
        desk.page(1, "افتتاح المرفأ", OPENING)
        assert [failure.code for failure in desk.tell().failures] == ["alert_refused"]
        assert desk.tell(seconds=30) == Told()
        hook.status = 200
        assert desk.tell(minutes=2).sent == 1
        assert len({message["id"] for message in hook.taken}) == 1
        assert desk.problem() is None

    def test_a_dead_webhook_is_tried_ever_later_and_then_no_more(self, desk: Desk) -> None:
        desk.alert("http://127.0.0.1:9/hook")
        desk.page(1, "افتتاح المرفأ", OPENING)
        tries = sum(len(desk.tell(hours=7).failures) for _ in range(20))
        assert tries == 12
        assert desk.problem() == "alert_unreachable"

    def test_where_it_may_have_arrived_it_is_not_sent_again(self, desk: Desk, hook: Hook) -> None:
        hook.breaks = True
        desk.alert(hook.address)
        desk.page(1, "افتتاح المرفأ", OPENING)
        assert [failure.code for failure in desk.tell().failures] == ["alert_unanswered"]
        hook.breaks = False
        assert desk.tell(days=1) == Told()
        assert len(hook.taken) == 1

    def test_a_private_address_is_asked_only_where_allowed(self, desk: Desk, hook: Hook) -> None:
        desk.alert(hook.address, private=False)
        desk.page(1, "افتتاح المرفأ", OPENING)
        assert [failure.code for failure in desk.tell().failures] == ["refused"]
        assert hook.taken == []

    def test_a_redirect_is_not_followed(self, desk: Desk, hook: Hook) -> None:
        hook.status, hook.location = 307, hook.address
        desk.alert(hook.address)
        desk.page(1, "افتتاح المرفأ", OPENING)
        assert [failure.code for failure in desk.tell().failures] == ["alert_refused"]
        assert len(hook.taken) == 1

    def test_the_secret_of_an_address_is_in_no_sentence(self, desk: Desk, hook: Hook) -> None:
        hook.status = 500
        desk.alert(hook.address)
        desk.page(1, "افتتاح المرفأ", OPENING)
        (failure,) = desk.tell().failures
        assert "secret" not in f"{failure.source} {failure.values}"
        (alert,) = desk.store.alerts.all()
        assert "secret" not in str(alert.problem)


class TestMail:
    def test_a_mail_is_one_a_person_can_read(self, desk: Desk, post: Post) -> None:
        desk.alert("mailto:editor@desk.example,night@desk.example")
        desk.page(1, "افتتاح المرفأ", OPENING)
        assert desk.tell().sent == 1
        (mail,) = post.mails
        assert mail["Subject"] == "قول جديد واحد: المرفأ"
        assert mail["To"] == "editor@desk.example, night@desk.example"
        assert mail["From"] == "musnad@desk.example"
        text = mail.get_content()
        for words in ("سامر البحري", "سيفتتح في يونيو", "صحيفة المرسى", "6 مايو 2024", "https://marsa.example/1"):
            assert words in text

    def test_a_server_that_does_not_take_it_is_asked_again(self, desk: Desk, post: Post) -> None:
        post.answer = "451 later"
        desk.alert("mailto:editor@desk.example")
        desk.page(1, "افتتاح المرفأ", OPENING)
        (failure,) = desk.tell().failures
        assert failure.code == "alert_refused"
        assert "451" in str(failure.values["why"])
        post.answer = "250 OK"
        assert desk.tell(minutes=5).sent == 1
        assert len(post.mails) == 1

    def test_a_password_goes_in_the_clear_to_nobody(
        self, desk: Desk, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MUSNAD_SMTP", post.address.replace("smtp://", "smtp://desk:word@"))
        desk.alert("mailto:editor@desk.example")
        desk.page(1, "افتتاح المرفأ", OPENING)
        (failure,) = desk.tell().failures
        assert "TLS" in str(failure.values["why"])
        assert "word" not in str(failure.values).replace("password", "")

    def test_without_a_server_the_message_waits_and_says_what_to_set(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("MUSNAD_SMTP", raising=False)
        desk.alert("mailto:editor@desk.example")
        desk.page(1, "افتتاح المرفأ", OPENING)
        (failure,) = desk.tell().failures
        assert failure.code == "alert_no_mail_server"
        (alert,) = desk.store.alerts.all()
        assert alert.waiting == 1


class TestAddresses:
    def test_what_apprise_knows_is_reached_through_it(self, desk: Desk, hook: Hook) -> None:
        desk.alert(hook.address.replace("http://", "json://"))
        desk.page(1, "افتتاح المرفأ", OPENING)
        assert desk.tell().sent == 1
        assert "سامر البحري" in hook.taken[0]["message"]

    @pytest.mark.parametrize(
        ("address", "code"),
        [
            ("https://", "alert_bad_address"),
            ("desk@example.org", "alert_bad_address"),
            ("nothing://there", "alert_bad_address"),
            ("mailto:", "alert_bad_mail"),
            ("mailto:desk", "alert_bad_mail"),
            ("mailto:a@b.example%0aBcc:c@d.example", "alert_bad_mail"),
        ],
    )
    def test_an_address_that_is_none_is_refused_at_once(self, desk: Desk, address: str, code: str) -> None:
        with pytest.raises(InputError) as refused:
            desk.alert(address)
        assert refused.value.code == code

    def test_what_is_not_there_is_refused(self, desk: Desk) -> None:
        with pytest.raises(InputError) as refused:
            new_alert(desk.store, "mailto:a@b.example", search="لا شيء", claim=None, language="ar", now=desk.now)
        assert refused.value.code == "no_saved_search"
        with pytest.raises(InputError) as refused:
            new_alert(desk.store, "mailto:a@b.example", search=None, claim="none", language="ar", now=desk.now)
        assert refused.value.code == "no_claim"


def _dies(_: object) -> None:
    raise KeyboardInterrupt
