"""Understanding: the classifier Rasa loads, and its parts."""
