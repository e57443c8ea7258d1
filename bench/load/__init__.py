"""Many people at once, against all processes: `make load`."""
