"""What Rasa loads by name: classifier, entities, scripts, channel, tracker store."""
