"""Gives Rasa what was recognised in a message: by the gateway in the raw text, or here in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

if TYPE_CHECKING:
    from bot.recognition import Recogniser


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class ContextEntities(GraphComponent):
    """Entities country, age, audience, platform, language; each at most once, normalised."""

    def __init__(self) -> None:
        self._recogniser: Recogniser | None = None

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> ContextEntities:
        """Rasa's constructor."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities to each message."""
        for message in messages:
            metadata = message.get("metadata") or {}
            if "entities" in metadata:
                found = metadata["entities"]
            else:
                found = self._own_recogniser().entities(message.get(TEXT) or "")
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _own_recogniser(self) -> Recogniser:
        if self._recogniser is None:
            from bot.recognition import Recogniser  # its lists of places are loaded in the shell only

            self._recogniser = Recogniser()
        return self._recogniser
