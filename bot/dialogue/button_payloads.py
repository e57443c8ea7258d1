"""Reads a button's payload without asking the classifier, whose answer Rasa would throw away."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

_read_by_graph = MessageProcessor._parse_message_with_graph


def read_payloads_at_once() -> None:
    """Rasa runs its whole graph on `/ask_deepfake`, and its last node then replaces all that was found."""
    MessageProcessor._parse_message_with_graph = _parse


def _parse(processor: MessageProcessor, message: UserMessage, tracker: DialogueStateTracker,
           only_output_properties: bool = True) -> dict[str, Any]:
    if message.text and message.text.lstrip().startswith("/"):
        given = Message({TEXT: message.text})
        read = YAMLStoryReader.unpack_regex_message(given, processor.domain, RegexMessageHandler.__name__)
        if read is not given:  # else it was no payload after all, and is read like any text
            found: dict[str, Any] = read.as_dict(only_output_properties=only_output_properties)
            return found
    return _read_by_graph(processor, message, tracker, only_output_properties)
