"""Where the time of a message goes: `python -m bench.profile` writes bench/results/profile.md."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from threadpoolctl import threadpool_limits

from bench.report import RESULTS, machine_now
from bot.content.library import read_library
from bot.dialogue import lean
from bot.dialogue.training import fitting_model
from bot.paths import CONTENT, PROJECT
from bot.recognition import Recogniser
from bot.safety.redaction import redact
from bot.safety.screen import Screen

ROUNDS = 200
MESSAGES = {"typed": "what is a deepfake", "button": "/ask_deepfake", "helplines": "who can i call for help"}
# Parts of a path → whose time it is; the first that fits counts.
_WHOSE = {
    "onnxruntime": "sentence encoder", "tokenizers": "sentence encoder", "bot/dialogue/nlu/encoder": "sentence encoder",
    "bot/dialogue/nlu": "classifier", "sklearn": "classifier", "scipy": "classifier", "numpy": "classifier",
    "rasa/core/policies": "Rasa: policies", "rasa/shared/core/trackers": "Rasa: conversation",
    "rasa/shared/core/events": "Rasa: conversation", "rasa/shared/core": "Rasa: domain and states",
    "rasa/core/actions": "Rasa: actions", "rasa": "Rasa: the rest", "bot/directory": "our actions",
    "actions/": "our actions", "bot/": "our actions", "structlog": "logging", "logging": "logging",
    "/copy.py": "Rasa: copies",
}


def main() -> None:
    """Prints the tables and writes them."""
    os.environ.setdefault("RASA_SECRET", "a-profile")
    os.environ.setdefault("ACTIONS_PORT", "5055")
    machine = machine_now()
    text = (f"# Where the time of a message goes\n\n{machine['date']} · {machine['cpu']}, {machine['cores']} cores, "
            f"load {machine['load_before']} before. {ROUNDS} messages of each kind, each part alone in one process; "
            "milliseconds are processor time, shares are of what was going on when a thread looked every millisecond. "
            "Python's own library is counted to who called it.\n\n"
            f"{_gateway_table()}\n{_rasa_tables()}")
    (RESULTS / "profile.md").write_text(text, encoding="utf-8")
    print(text)


def _gateway_table() -> str:
    library = read_library(CONTENT)
    screen, recogniser = Screen(library.folder / "danger"), Recogniser()
    parts: Mapping[str, Callable[[str], Any]] = {
        "danger screen": lambda text: screen(text, ("en",)), "recognition": recogniser,
        "redaction": lambda text: redact(text, "PK")}
    rows = "".join(f"| {name} | {_ms(lambda read=read: read(MESSAGES['typed'])):.2f} |\n"  # type: ignore[misc]
                   for name, read in parts.items())
    return f"## The gateway, before Rasa is asked\n\n| part | ms |\n|---|---|\n{rows}"


def _ms(work: Callable[[], Any]) -> float:
    for _ in range(20):
        work()
    begun = time.process_time()
    for _ in range(ROUNDS):
        work()
    return (time.process_time() - begun) * 1000 / ROUNDS


def _rasa_tables() -> str:
    async def tables() -> list[str]:
        agent = await _agent()
        return [await _rasa_table(agent, name, text) for name, text in MESSAGES.items()]

    with threadpool_limits(1):  # as the bot runs (bot/processes.py)
        return "\n".join(asyncio.run(tables()))


async def _agent() -> Any:
    lean.before_import("run", ())
    import logging

    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints

    from bot.dialogue.own_actions import run_own_actions

    lean.after_import(())
    run_own_actions()
    endpoints = AvailableEndpoints.read_endpoints(str(PROJECT / "endpoints.yml"))
    return await load_agent(model_path=str(fitting_model()), endpoints=endpoints)


async def _rasa_table(agent: Any, name: str, text: str) -> str:
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    async def say(count: int) -> float:
        begun = time.process_time()
        for turn in range(count):
            metadata = {"context": {"country": "PK", "audience": "child", "language": "en"}, "entities": []}
            await agent.handle_message(UserMessage(text, CollectingOutputChannel(), f"{name}-{turn // 10}",
                                                   metadata=metadata))
        return (time.process_time() - begun) * 1000 / count

    await say(20)
    each = await say(ROUNDS)
    with _Sampler() as sampler:
        await say(3 * ROUNDS)
    rows = "".join(f"| {whose} | {share:.0%} | {share * each:.2f} |\n" for whose, share in sampler.shares()
                   if share >= 0.01)
    return f"## Rasa, {name}: {each:.2f} ms\n\n| whose | share | ms |\n|---|---|---|\n{rows}"


class _Sampler(threading.Thread):
    """Looks every millisecond where this thread is; counting calls would make many small ones look dear."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._watched = threading.get_ident()
        self._found: Counter[str] = Counter()
        self._done = threading.Event()
        self._interval = sys.getswitchinterval()

    def __enter__(self) -> _Sampler:
        sys.setswitchinterval(0.0001)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self.join()
        sys.setswitchinterval(self._interval)

    def run(self) -> None:
        while not self._done.wait(0.001):
            self._found[_whose(sys._current_frames()[self._watched])] += 1

    def shares(self) -> list[tuple[str, float]]:
        """Share of the samples by whose code it was, the largest first."""
        return [(whose, count / self._found.total()) for whose, count in self._found.most_common()]


def _whose(frame: FrameType | None) -> str:
    """The innermost call that is somebody's; Python's own library works for who called it."""
    while frame is not None:
        file = frame.f_code.co_filename
        found = next((whose for part, whose in _WHOSE.items() if part in file), None)
        if found:
            return found
        frame = frame.f_back
    return "waiting and the rest"


if __name__ == "__main__":
    main()
