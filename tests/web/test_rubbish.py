"""Whatever is asked or typed: an answer in plain words, never a fault of ours, never a tag."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.web.asgi import ask
from tests.web.site import Site, publish, site

QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NAUGHTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% if %}",
    "${7*7} #{7*7}",
    "' OR 1=1; DROP TABLE subscribers; --",
    "\x00\x1b[31m\u202e\ufeff\U0001f600",
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "A\r\nBcc: x@example.org",
    "ｆｕｌｌ　ｗｉｄｔｈ",
    "﷽" * 50,
)
FRONTS = (
    *("/", "/editions/", "/editions/page/", "/editions/n-1/", "/topics/", "/tags/", "/search?q="),
    *("/confirm/", "/unsubscribe/", "/preferences/", "/editions?page=", "/editions/n-1/pictures/"),
)
TEXTS = st.text(max_size=300) | st.sampled_from(NAUGHTY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("site")) as one:
        publish(one)
        yield one


@pytest.mark.parametrize("path", ["/subscribe", "/preferences", "/unsubscribe"])
@given(email=TEXTS, other=TEXTS)
@QUIET
def test_forms_take_anything(made: Site, path: str, email: str, other: str) -> None:
    form = {"email": email, "website": "x", "z": ""}
    answer = ask(made.app, path, form)
    assert answer.status in {200, 400}
    assert "<script" not in answer.body
    assert "onerror" not in answer.body


@given(TEXTS, TEXTS)
@example(*NAUGHTY[:2])
@QUIET
def test_a_name_is_shown_as_it_is_and_is_never_a_tag(made: Site, name: str, tag: str) -> None:
    path = f"/preferences/{made.token('preferences', made.add())}"
    form = {
        "name": name,
        "tag": tag,
    }
    assert ask(made.app, path, form | {"do": "save"}).status == 200
    shown = ask(made.app, path)
    assert shown.status == 200
    assert "<script" not in shown.body
    assert "<img" not in shown.body
    assert "49" not in shown.body or "49" in name


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80) | st.sampled_from(NAUGHTY[:10]))
@QUIET
def test_paths_lead_somewhere_or_nowhere(made: Site, path: str) -> None:
    plain = path.replace("?", "")
    for front in FRONTS:
        answer = ask(made.app, front + plain)
        assert answer.status in {200, 307, 404, 405}
        assert "<script>" not in answer.body


@given(
    st.binary(max_size=500),
    st.sampled_from(
        [
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/json",
            "text/plain; charset=nonsense",
            "",
        ]
    ),
)
@QUIET
def test_bodies_of_any_kind_are_answered(made: Site, body: bytes, kind: str) -> None:
    path = f"/preferences/{made.token('preferences', made.add())}"
    assert ask(made.app, path, body, kind=kind).status in {200, 400}
    assert ask(made.app, "/subscribe", body, kind=kind).status in {200, 400}
    assert ask(made.app, "/unsubscribe/nonsense", body, kind=kind).status == 404
