"""What Rasa loads by name: classifier, entities, scripts, channel, tracker store."""

from bot.dialogue.left_out import stand_in_for_what_is_missing

stand_in_for_what_is_missing()  # so that Rasa can be imported from here without what was never installed
