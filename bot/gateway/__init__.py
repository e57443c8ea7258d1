"""The web process: widget, API and help pages."""
