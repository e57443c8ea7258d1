"""Our measures change no answer: the short form, against this environment's Rasa with all of them switched off.

The long form, against Rasa with TensorFlow as its makers ship it, is `make equivalence`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.dialogue.training import fitting_model, train
from tests.equivalence.compare import play
from tests.equivalence.conversations import long_conversations, single_messages
from tests.equivalence.servers import Rasa, both


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Rasa, Rasa]]:
    """(stock, ours)"""
    model = fitting_model()
    if not model.exists():
        train(model)
    with both(model, tmp_path_factory.mktemp("equivalence")) as started:
        yield started


@pytest.mark.timeout(900)
def test_every_kind_of_message_is_answered_alike(servers: tuple[Rasa, Rasa]) -> None:
    chosen = single_messages()[::40]
    assert len(chosen) > 30
    for begin in range(0, len(chosen), 5):
        assert play(*servers, f"single-{begin}", chosen[begin:begin + 5]) == []


@pytest.mark.timeout(900)
def test_long_conversations_go_alike_beyond_what_is_kept(servers: tuple[Rasa, Rasa]) -> None:
    for number, turns in enumerate(long_conversations(2, 35)):
        assert play(*servers, f"long-{number}", turns) == []
