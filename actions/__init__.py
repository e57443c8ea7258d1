"""The action server: script ids and helplines out, no words."""
