"""One's own account, and everybody's for an admin."""

from __future__ import annotations

import re

import pytest

from briefing.desk.accounts import account_key, add_account, checked_name
from briefing.desk.passwords import checked_password, hash_password, is_password
from briefing.errors import InputError
from tests.web.desk.house import DeskHouse
from tests.web.desk.test_login import PASSWORD, login, with_password

NEW = "another long password"


def test_all_other_sessions_end_with_the_password(house: DeskHouse) -> None:
    with_password(house)
    here, there, else_where = house.client(), house.client(), house.client("Bob")
    wrong = here.post("/account/password", password="wrong", new=NEW)
    assert (wrong.status, there.get("/").status) == (400, 200)
    held = dict(here.cookies)
    assert here.post("/account/password", password=PASSWORD, new=NEW).status == 303
    assert here.get("/account").status == 200
    assert (there.get("/").status, else_where.get("/").status) == (303, 200)
    here.cookies = held  # the token from before is none any more, in this browser too
    assert here.get("/").status == 303
    assert login(house.visitor(), "Ada", PASSWORD).status == 400
    assert login(house.visitor(), "Ada", NEW).status == 303


def test_one_sees_ones_sessions_and_ends_them(house: DeskHouse) -> None:
    here, there, other = house.client(), house.client(), house.client("Bob")
    page = here.get("/account").body
    (token,) = set(re.findall(r'name="session" value="([0-9a-f]{64})"', page))
    stolen = other.post("/account/sessions/end", session=token)
    assert (stolen.status, there.get("/").status) == (400, 200)
    assert here.post("/account/sessions/end", session=token).status == 303
    assert (there.get("/").status, here.get("/").status) == (303, 200)
    third = house.client()
    assert here.post("/account/sessions/end", session="others").status == 303
    assert (third.get("/").status, here.get("/").status, other.get("/").status) == (303, 200, 200)


def test_an_admin_adds_somebody_who_chooses_a_password(house: DeskHouse) -> None:
    admin = house.client()
    page = admin.post("/users", name="Bob", role="editor")
    link = re.search(r"<code>https://desk.example.org(/welcome/[\w-]+)</code>", page.body)
    assert link
    assert admin.post("/users", name="bob ", role="viewer").status == 400
    assert admin.post("/users", name="Eve", role="owner").status == 400
    visitor = house.visitor()
    visitor.get(link[1])
    assert visitor.post(link[1], password=PASSWORD).status == 303
    assert login(visitor, "Bob", PASSWORD).status == 303
    assert visitor.get("/users").status == 403


def test_roles_change_at_once_and_who_is_removed_is_out(house: DeskHouse) -> None:
    admin, bob = house.client(), house.client("Bob", "viewer")
    assert bob.get("/users").status == 403
    assert admin.post("/users/role", name="Bob", role="admin").status == 303
    assert bob.get("/users").status == 200
    assert admin.post("/users/remove", name="Bob").status == 303
    assert bob.get("/").status == 303


def test_there_is_always_an_admin(house: DeskHouse) -> None:
    admin = house.client()
    house.account("Bob", "editor")
    for path, form in (("/users/role", {"role": "viewer"}), ("/users/remove", {})):
        answer = admin.post(path, name="Ada", **form)
        assert (answer.status, "last admin" in answer.body) == (400, True)
    assert admin.get("/users").status == 200


def test_a_new_link_ends_the_one_before_and_keeps_the_password(house: DeskHouse) -> None:
    with_password(house)
    admin = house.client()
    links = [
        re.search(r"(/welcome/[\w-]+)", admin.post("/users/link", name="Ada").body)
        for _ in range(2)
    ]
    assert all(links)
    old, new = (found[1] for found in links if found)
    assert house.visitor().get(old).status == 404
    assert house.visitor().get(new).status == 200
    assert login(house.visitor(), "Ada", PASSWORD).status == 303


@pytest.mark.parametrize("name", ["", " ", "a" * 65, "a\nb", "a\x00b", "a\u202eb", "\ud800"])
def test_names_that_cannot_be_read_are_refused(house: DeskHouse, name: str) -> None:
    with pytest.raises(InputError):
        checked_name(name)


def test_names_are_one_whatever_their_case_and_width() -> None:
    for name in ("Ada", "ＡＤＡ", " ada "):
        assert account_key(name) == "ada"
    for sign in ("ß", "ẞ", "ﬁ", "İ", "ͅ", "ſ", "Ǆ", "ΐ"):
        assert account_key(account_key(sign)) == account_key(sign)


@pytest.mark.parametrize("password", ["", "short", "a" * 10, "adaadaada!"[:9], "adaadaadaada"])
def test_passwords_that_are_guessed_at_once_are_refused(password: str) -> None:
    with pytest.raises(InputError):
        checked_password(password, of="ada")


def test_passwords_are_compared_as_they_are_read_not_as_they_are_typed() -> None:
    hashed = hash_password(checked_password("caf\u00e9 at the harbour"))
    assert is_password(hashed, "cafe\u0301 at the harbour")
    assert not is_password(hashed, "cafe at the harbour")
    assert hashed.startswith("$argon2id$")
    assert not is_password("", "nobody has this password")


def test_an_account_of_one_newsletter_is_none_of_another(house: DeskHouse) -> None:
    add_account(house.newsletter, "Bob", "admin")
    assert house.store.accounts.get("other", "bob") is None
    client = house.client("Bob")
    (token,) = client.cookies.values()
    from briefing.desk.sessions import hashed

    now = house.now[0]
    begun = now.replace(year=2020)
    assert house.store.desk_sessions.get("n", hashed(token), begun=begun, seen=begun)
    assert house.store.desk_sessions.get("other", hashed(token), begun=begun, seen=begun) is None
