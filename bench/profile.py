"""Where the time of a message goes: `python -m bench.profile` writes bench/results/profile.md."""

from __future__ import annotations

import asyncio
import cProfile
import os
import pstats
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

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
# Parts of a path in the profile → whose time it is; the first that fits counts.
_WHOSE = {
    "onnxruntime": "sentence encoder", "tokenizers": "sentence encoder", "bot/dialogue/nlu/encoder": "sentence encoder",
    "bot/dialogue/nlu": "classifier", "sklearn": "classifier", "scipy": "classifier", "numpy": "classifier",
    "rasa/core/policies": "Rasa: policies", "rasa/shared/core/trackers": "Rasa: conversation",
    "rasa/shared/core/events": "Rasa: conversation", "rasa/shared/core": "Rasa: domain and states",
    "rasa/core/actions": "Rasa: actions", "rasa": "Rasa: the rest", "bot/directory": "our actions",
    "actions/": "our actions", "bot/": "our actions", "structlog": "logging", "logging": "logging",
    "copy.py": "Rasa: copies",
}


def main() -> None:
    """Prints the tables and writes them."""
    os.environ.setdefault("RASA_SECRET", "a-profile")
    os.environ.setdefault("ACTIONS_PORT", "5055")
    machine = machine_now()
    text = (f"# Where the time of a message goes\n\n{machine['date']} · {machine['cpu']}, {machine['cores']} cores, "
            f"load {machine['load_before']} before. {ROUNDS} messages of each kind, each part alone in one process; "
            "shares are of processor time under a profiler, which makes many small calls look dearer than they are.\n\n"
            f"{_gateway_table()}\n{asyncio.run(_rasa_tables())}")
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


async def _rasa_tables() -> str:
    agent = await _agent()
    return "\n".join([await _rasa_table(agent, name, text) for name, text in MESSAGES.items()])


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
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    await say(ROUNDS)
    profile.disable()
    shares = _shares(profile)
    rows = "".join(f"| {whose} | {share:.0%} | {share * each:.2f} |\n" for whose, share in shares if share >= 0.01)
    return f"## Rasa, {name}: {each:.2f} ms\n\n| whose | share | ms |\n|---|---|---|\n{rows}"


def _shares(profile: cProfile.Profile) -> list[tuple[str, float]]:
    spent: dict[str, float] = defaultdict(float)
    stats: Any = pstats.Stats(profile)
    for (file, _, function), (_, _, own, _, callers) in stats.stats.items():
        if file == "~" and callers:  # written in C: counted where it was called from
            for (calling, _, _), (_, _, part, _) in callers.items():
                spent[_whose(calling, function)] += part
        else:
            spent[_whose(file, function)] += own
    whole = sum(spent.values())
    return sorted(((whose, part / whole) for whose, part in spent.items()), key=lambda found: -found[1])


def _whose(file: str, function: str) -> str:
    return next((whose for part, whose in _WHOSE.items() if part in file or part in function), "Python")


if __name__ == "__main__":
    main()
