"""Finds danger in what a person writes, and removes what could identify them; docs/danger.md explains both."""
