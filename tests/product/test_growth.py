"""Two web processes and two Rasa workers behind a real proxy, with a real Redis and PostgreSQL: one of each may die."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import requests
from sqlalchemy import text

from actions.questions import ANSWERS, PATHS
from bot.commands.running import trained
from bot.directory.store import connect
from tests.growing import Grown, wait_for
from tests.postgres import postgres_url
from tests.redis_server import RedisServer
from tests.running import wait_until
from tests.talk import Talk

__all__ = ["postgres_url"]
PLANTED = "xylocarpine"
VISITORS = 6
PATIENT = "socket_timeout=30&socket_connect_timeout=30"  # a Redis that is slow on a busy machine is not taken for gone
PATH, END = "tell", "utter_tell_next"
pytestmark = pytest.mark.timeout(1500)


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    server = RedisServer().start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def grown(redis: RedisServer, postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grown]:
    settings = {"REDIS_URL": f"{redis.url}?{PATIENT}", "DATABASE_URL": postgres_url, "MODEL": str(trained())}
    found = Grown(tmp_path_factory.mktemp("grown"), settings)
    try:
        found.start()
        yield found
    finally:
        found.stop()


class Visitor(Talk):
    """Walks a guided path again and again, and notices when the bot does not know any more where it was."""

    def __init__(self, url: str) -> None:
        super().__init__(url, audience="child")
        self.lost: list[str] = []
        self.rounds = self.unanswered = self.fallbacks = self.counted_twice = 0
        self.say(f"i live in lahore {PLANTED}")

    def walk(self, path: list[str]) -> None:
        """Once from the first question to the last."""
        while self.reach({path[0], path[-1]}, "path", path=PATH) == path[-1]:  # the end was lost with its worker
            self.is_asked("", "answer", **{path[-1]: "skip"})
        for asked, following in pairwise(path):
            if not self.is_asked(following, "answer", **{asked: "skip"}):
                here = self.reach({asked, following}, "answer")  # the message in flight may have counted or not
                if here == asked:
                    self.reach({following}, "answer", **{asked: "skip"})
        self.is_asked("", "answer", **{path[-1]: "skip"})
        if self.context["country"] != "PK":
            self.lost.append(f"country {self.context['country']}")
        self.rounds += 1

    def reach(self, questions: set[str], intent: str, **slots: str) -> str:
        """Sends until one of the questions is asked; the bot's own fallback is an answer, another question is not."""
        for _ in range(100):
            if self.is_asked("", intent, **slots):
                break
            time.sleep(0.2)
        here = asked_in(self.scripts())
        if here not in questions:
            self.lost.append(f"{here} instead of {questions}")
        return str(here)

    def is_asked(self, question: str, intent: str, **slots: str) -> bool:
        """Whether the answer asks this, or anything where no question is named."""
        try:
            answer = self.post({"payload": f"/{intent}" + (json.dumps(slots) if slots else "")})
        except requests.RequestException:
            self.unanswered += 1
            return False
        if answer.status_code != 200:
            self.unanswered += 1
            return False
        self.messages, self.context = answer.json()["messages"], answer.json()["context"]
        asked = asked_in(self.scripts())
        if "utter_ask_path" in self.scripts():  # it died before its reply, and the other worker got it too
            self.counted_twice += 1
        elif asked is None and END not in self.scripts():
            self.fallbacks += 1
            assert self.cards(), self.scripts()
        return asked == question if question else asked is not None


def asked_in(scripts: list[str]) -> str | None:
    """The question of the path in an answer."""
    found = [script.removeprefix("utter_ask_") for script in scripts]
    return next((name for name in reversed(found) if name in ANSWERS), None)


def test_one_of_each_is_killed_under_load_and_no_conversation_loses_its_place(grown: Grown) -> None:
    path, ended = list(PATHS[PATH]), threading.Event()
    visitors = [Visitor(grown.url) for _ in range(VISITORS)]

    def keep_walking(visitor: Visitor) -> None:
        while not ended.is_set():
            visitor.walk(path)

    def everyone_walks(rounds: int) -> None:
        before = [visitor.rounds for visitor in visitors]
        wait_until(lambda: any(thread.done() for thread in walking) or all(
            visitor.rounds >= rounds + had for visitor, had in zip(visitors, before, strict=True)), 300)
        assert not any(thread.done() for thread in walking), [thread.exception() for thread in walking
                                                              if thread.done()]

    with ThreadPoolExecutor(VISITORS) as pool:
        walking = [pool.submit(keep_walking, visitor) for visitor in visitors]
        try:
            everyone_walks(1)
            grown.kill("rasa-1")
            everyone_walks(2)
            assert sum(visitor.unanswered for visitor in visitors) == 0, "a dead Rasa is nothing a visitor notices"
            grown.kill("gateway-1")
            everyone_walks(2)
            assert all(visitor.unanswered <= 1 for visitor in visitors), "at most the message in flight"
            for name in ("rasa-1", "gateway-1"):
                grown.start_one(name)
                grown.wait_for(name)
            for name in ("rasa-2", "gateway-2"):
                grown.kill(name)
            everyone_walks(2)
        finally:
            ended.set()
    for thread in walking:
        thread.result()
    assert [visitor.lost for visitor in visitors] == [[]] * VISITORS
    assert all(visitor.counted_twice <= 2 for visitor in visitors), "the message in flight, of two workers that died"
    for name in ("rasa-2", "gateway-2"):
        grown.start_one(name)
        grown.wait_for(name)


def test_redis_is_killed_while_fifty_talk_and_everyone_is_answered(grown: Grown, redis: RedisServer) -> None:
    talks = [Talk(grown.url, country="PK") for _ in range(50)]
    redis.kill()
    texts = ["what is a deepfake", "i want to die", f"i live in lahore {PLANTED}", "who can i call"]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda found: found[1].say(texts[found[0] % 4]), enumerate(talks)))
    assert all(answers)
    assert all(talk.scripts()[0] == "utter_danger_self_harm_open" and talk.cards() for talk in talks[1::4])
    redis.start()
    one = f"http://127.0.0.1:{grown.ports['gateway-1']}/readyz"
    wait_for(one)
    assert requests.get(one, timeout=10).json()["parts"]["redis"] is True
    for talk in talks[:4]:
        assert talk.say("what is a deepfake")
        assert talk.context["country"] == "PK"
        assert talk.delete() == 204


def test_the_directory_is_in_the_real_database_and_no_word_anywhere(grown: Grown, redis: RedisServer,
                                                                    postgres_url: str) -> None:
    Talk(grown.url).say(f"my name is {PLANTED} and someone made a fake nude of me")
    with connect(postgres_url).begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM directory_service")).scalar() > 100
    assert PLANTED not in redis.dump() and PLANTED not in grown.output()
    inner = requests.get(f"{grown.url}/metrics", timeout=10), requests.get(f"{grown.url}/readyz", timeout=10)
    assert [answer.status_code for answer in inner] == [404, 404]
