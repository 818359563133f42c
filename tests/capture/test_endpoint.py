from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from tests.speaking import Said, said, speaking

from cordiale.capture.endpoint import Endpoint, Patience
from cordiale.model.chat import Asked, Stopped
from cordiale.model.issue import Rejected, UsageError

QUESTION = Asked("Read.", '{"sentences": []}', {"type": "object"}, 100)
QUICK = Patience(connect=2, silence=5, tries=3, pause=0.01, longest=2)
KEY = "sk-very-secret-0123456789"


def in_turn(*answers: Said) -> Iterator[Said]:
    yield from answers
    while True:
        yield answers[-1]


def test_a_question_is_sent_as_instruction_material_and_schema() -> None:
    with speaking(lambda body: said()) as speaker:
        reply = Endpoint(speaker.address, "small", KEY, QUICK).ask(QUESTION)
    headers, body = speaker.asked[0]
    assert json.loads(reply.text)["acts"] == []
    assert (reply.tokens_in, reply.tokens_out, reply.is_cut) == (1000, 50, False)
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert body["response_format"]["json_schema"]["schema"] == QUESTION.schema
    assert body["model"] == "small"


def test_without_a_key_none_is_sent() -> None:
    with speaking() as speaker:
        Endpoint(speaker.address, "small", None, QUICK).ask(QUESTION)
    assert "Authorization" not in speaker.asked[0][0]


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    answers = in_turn(Said(status=429, headers=(("Retry-After", "1"),)), said())
    with speaking(lambda body: next(answers)) as speaker:
        began = time.monotonic()
        Endpoint(speaker.address, "small", None, QUICK).ask(QUESTION)
        assert time.monotonic() - began >= 1
    assert len(speaker.asked) == 2


def test_a_retry_after_may_be_a_time() -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=3600), usegmt=True)
    with (
        speaking(lambda body: Said(status=503, headers=(("Retry-After", then),))) as speaker,
        pytest.raises(Stopped, match="left alone for 3,"),
    ):
        Endpoint(speaker.address, "small", None, QUICK).ask(QUESTION)
    assert len(speaker.asked) == 1


def test_a_server_that_fails_is_asked_again_so_often_and_no_more() -> None:
    with speaking(lambda body: Said(status=500)) as speaker, pytest.raises(Stopped, match="status 500 after 3 tries"):
        Endpoint(speaker.address, "small", None, QUICK).ask(QUESTION)
    assert len(speaker.asked) == 3


def test_nobody_at_the_address_stops_the_run() -> None:
    with speaking() as speaker:
        pass
    with pytest.raises(Stopped, match="cannot be reached"):
        Endpoint(speaker.address, "small", None, QUICK).ask(QUESTION)


def test_a_silent_server_is_not_waited_for_without_end() -> None:
    over = threading.Event()

    def silent(body: object) -> Said:
        over.wait(5)
        return said()

    with speaking(silent) as speaker:
        with pytest.raises(Stopped, match="no answer in time"):
            Endpoint(speaker.address, "small", None, Patience(silence=0.1, tries=1)).ask(QUESTION)
        over.set()


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_named_by_its_variable_and_never_shown(status: int) -> None:
    echo = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}}).encode()
    with speaking(lambda body: Said(status=status, body=echo)) as speaker, pytest.raises(Stopped) as stop:
        Endpoint(speaker.address, "small", KEY, QUICK).ask(QUESTION)
    assert "CORDIALE_LLM_KEY" in str(stop.value)
    assert "secret" not in str(stop.value)


@pytest.mark.parametrize("padding", [0, 150, 190])
def test_a_key_that_a_server_repeats_is_not_told_even_in_part(padding: int) -> None:
    echo = json.dumps({"error": {"message": "x" * padding + f" {KEY} no such model"}}).encode()
    with speaking(lambda body: Said(status=404, body=echo)) as speaker, pytest.raises(Stopped) as stop:
        Endpoint(speaker.address, "small", KEY, QUICK).ask(QUESTION)
    assert "sk-very" not in str(stop.value)
    assert "404" in str(stop.value)


def test_an_endpoint_shows_no_key() -> None:
    assert KEY not in repr(Endpoint("https://example.org/v1", "small", KEY))


def test_a_redirect_is_not_followed() -> None:
    with speaking() as other:
        away = Said(status=307, headers=(("Location", other.address + "/chat/completions"),))
        with speaking(lambda body: away) as speaker, pytest.raises(Stopped, match="sends elsewhere"):
            Endpoint(speaker.address, "small", KEY, QUICK).ask(QUESTION)
        assert other.asked == []


def test_parameters_that_a_server_will_not_take_are_learned_once() -> None:
    def strict(body: dict[str, object]) -> Said:
        for name, hint in (
            ("max_tokens", "Use 'max_completion_tokens' instead."),
            ("temperature", "temperature: only 1"),
        ):
            if name in body:
                return Said(status=400, body=json.dumps({"error": {"message": hint}}).encode())
        return said()

    with speaking(strict) as speaker:
        endpoint = Endpoint(speaker.address, "small", None, QUICK)
        endpoint.ask(QUESTION)
        endpoint.ask(QUESTION)
    assert len(speaker.asked) == 4
    assert speaker.asked[-1][1]["max_completion_tokens"] == 100


def test_one_question_that_is_refused_after_others_were_answered_is_that_questions_trouble() -> None:
    answers = in_turn(said(), Said(status=400, body=b'{"error": {"message": "filtered"}}'))
    with speaking(lambda body: next(answers)) as speaker:
        endpoint = Endpoint(speaker.address, "small", None, QUICK)
        endpoint.ask(QUESTION)
        with pytest.raises(Rejected, match="filtered"):
            endpoint.ask(QUESTION)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        b"[]",
        b"null",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_answer_is_an_empty_text(body: bytes) -> None:
    with speaking(lambda _: Said(body=body)) as speaker:
        assert Endpoint(speaker.address, "small", None, QUICK).ask(QUESTION).text == ""


def test_an_answer_beyond_all_measure_is_rejected() -> None:
    with (
        speaking(lambda body: Said(body=b"x" * 2000)) as speaker,
        pytest.raises(Rejected) as no,
    ):
        Endpoint(speaker.address, "small", None, Patience(size=1000)).ask(QUESTION)
    assert no.value.code == "size"


def test_tokens_that_are_not_counted_are_put_high() -> None:
    with speaking(lambda body: Said("x" * 300, usage=None)) as speaker:
        reply = Endpoint(speaker.address, "small", None, QUICK).ask(QUESTION)
    assert reply.tokens_out >= 100
    assert reply.tokens_in > 0


def test_who_has_left_waits_no_more() -> None:
    with speaking(lambda body: Said(status=500)) as speaker:
        endpoint = Endpoint(speaker.address, "small", None, Patience(tries=50, pause=30))
        threading.Timer(0.2, endpoint.leave).start()
        began = time.monotonic()
        with pytest.raises(Stopped):
            endpoint.ask(QUESTION)
        assert time.monotonic() - began < 10


@pytest.mark.parametrize("url", ["", "host/v1", "ftp://host/v1", "file:///etc/passwd", "https://", "https://[::1/v1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="--endpoint"):
        Endpoint(url, "small")


def test_a_password_in_the_address_is_refused_without_being_shown() -> None:
    with pytest.raises(UsageError) as no:
        Endpoint("https://me:hidden@host/v1", "small")
    assert "hidden" not in str(no.value)


def test_a_key_goes_unencrypted_to_this_machine_only() -> None:
    with pytest.raises(UsageError, match="unencrypted"):
        Endpoint("http://example.org/v1", "small", KEY)
    assert Endpoint("http://localhost:1/v1", "small", KEY).host == "localhost"
    assert Endpoint("http://example.org/v1", "small", None).host == "example.org"


@pytest.mark.parametrize("key", ["a\r\nX-Other: b", "schlüssel"])
def test_a_key_that_is_none_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(UsageError) as no:
        Endpoint("https://example.org/v1", "small", key)
    assert key not in str(no.value)
