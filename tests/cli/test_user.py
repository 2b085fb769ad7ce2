"""`musnad user`: who may log in, from the terminal; and `musnad serve`, which lets nobody in unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_people import hasty_hashes  # noqa: F401  a fixture of this module

from musnad.store import open_store
from musnad.web import needs_login, serving
from tests.cli.test_commands import Run, musnad

PASSWORD = "أربع كلمات تكفي هنا"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept.db"


def user(store: Path, *arguments: object, password: str = "", **environment: str) -> Run:
    return musnad("user", *arguments, "--store", store, stdin=f"{password}\n".encode(), **environment)


@pytest.fixture
def salma(store: Path) -> str:
    made = user(store, "add", "سلمى", "--role", "admin", password=PASSWORD)
    assert (made.status, made.text) == (0, "سلمى may log in now, as admin.\n")
    return "سلمى"


def test_the_password_is_read_from_standard_input_and_printed_nowhere(store: Path, salma: str) -> None:
    listed = user(store, "list", "--json")
    assert [(each["name"], each["role"]) for each in listed.json["users"]] == [(salma, "admin")]
    assert PASSWORD not in listed.text
    with open_store(store) as opened:
        assert opened.accounts.log_in(salma, PASSWORD, "") is not None


@pytest.mark.usefixtures("salma")
def test_no_command_takes_a_password_as_an_argument(store: Path) -> None:
    for command in ("add", "password"):
        assert user(store, command, "sami", "--password", PASSWORD).status == 2


def test_a_role_and_a_password_are_changed(store: Path, salma: str) -> None:
    assert user(store, "role", salma, "reader").text == "سلمى is reader now.\n"
    assert user(store, "password", salma, password="كلمات أخرى جديدة").status == 0
    with open_store(store) as opened:
        found = opened.accounts.log_in(salma, "كلمات أخرى جديدة", "")
        assert found is not None
        assert found.role == "reader"


def test_a_token_stands_alone_on_standard_output(store: Path, salma: str) -> None:
    made = user(store, "token", salma, "--label", "جدول", "--days", 30)
    token = made.text.removesuffix("\n")
    assert token.startswith("musnad_")
    assert "only now" in made.err
    with open_store(store) as opened:
        assert opened.accounts.of_token(token) is not None
    (known,) = user(store, "list", "--json").json["users"][0]["tokens"]
    assert known["label"] == "جدول"
    assert "token 1" in user(store, "list").text
    assert user(store, "revoke", known["number"]).status == 0
    with open_store(store) as opened:
        assert opened.accounts.of_token(token) is None


def test_several_are_removed_and_each_that_is_not_there_is_named(store: Path, salma: str) -> None:
    gone = user(store, "remove", salma, "sami")
    assert (gone.status, gone.text) == (1, "سلمى may log in no more; what was judged under this name stays.\n")
    assert gone.err.startswith("musnad: sami: there is no user")
    assert user(store, "remove", salma).status == 3
    assert user(store, "list").text.strip() == "Nobody may log in yet; `musnad user add NAME` makes a user."


@pytest.mark.usefixtures("salma")
@pytest.mark.parametrize(
    ("arguments", "password", "words"),
    [
        (["add", "سلمى"], PASSWORD, "somebody has this name already"),
        (["add", "a/b"], PASSWORD, "a/b: this is no name"),
        (["add", "sami"], "", "sami: the password must have 10 to 256 letters"),
        (["add", "sami"], "short", "sami: the password must have"),
        (["role", "sami", "admin"], "", "sami: there is no user of this name"),
        (["password", "sami"], PASSWORD, "sami: there is no user of this name"),
        (["token", "sami"], "", "sami: there is no user of this name"),
        (["revoke", "7"], "", "token 7: there is none"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(store: Path, arguments: list[str], password: str, words: str) -> None:
    told = user(store, *arguments, password=password)
    assert (told.status, told.out) == (3, b"")
    assert told.err.startswith("musnad: ")
    assert words in told.err
    assert told.err.count("\n") == 1


def test_to_look_at_the_users_of_no_store_makes_none(store: Path) -> None:
    assert user(store, "list").status == 3
    assert not store.exists()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_serve_listens_for_others_only_where_somebody_can_log_in(store: Path, lang: str) -> None:
    told = musnad("serve", "--store", store, "--host", "0.0.0.0", MUSNAD_LANG=lang)
    assert (told.status, told.out) == (3, b"")
    assert "musnad user add NAME" in told.err
    assert str(store) in told.err
    assert told.err.count("\n") == 1


@pytest.mark.usefixtures("salma")
@pytest.mark.parametrize(
    ("options", "login"),
    [([], False), (["--host", "localhost"], False), (["--login"], True), (["--host", "0.0.0.0"], True)],
)
def test_serve_asks_for_a_login_wherever_others_can_come(
    store: Path, options: list[str], login: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    monkeypatch.setattr(serving, "create_app", lambda _, login, hosts: started.append((login, hosts)))
    monkeypatch.setattr(serving.uvicorn, "run", lambda *_, **__: None)
    assert musnad("serve", "--store", store, *options).status == 0
    ((found, hosts),) = started
    assert found is login
    assert (hosts is None) is login


def test_a_shared_store_has_a_login_on_this_machine_too(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(store) as opened:
        assert not needs_login(opened, "127.0.0.1")
        opened.accounts.add("sami", "reader", PASSWORD)
        monkeypatch.setattr(opened, "where", "postgresql://musnad@db/musnad")
        assert needs_login(opened, "127.0.0.1")
