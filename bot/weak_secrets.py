"""Which secrets are too weak for a bot that others can reach, and which addresses of databases carry none."""

from __future__ import annotations

import ipaddress
from urllib.parse import unquote, urlsplit

SHORTEST = 32
_FEWEST_SIGNS = 8  # different ones: “aaaa…” is long and no secret
_DEFAULTS = frozenset(
    {"", "postgres", "password", "passwort", "passw0rd", "secret", "admin", "root", "test", "user", "redis", "default",
     "changeme", "change-me", "example", "deepfake", "bot", "foobared", "1234", "12345", "123456", "12345678"})


def is_weak(secret: str) -> bool:
    """Whether it is short, or long and made of few signs."""
    return len(secret) < SHORTEST or len(set(secret)) < _FEWEST_SIGNS


def is_open(url: str) -> bool:
    """Whether a database on another machine would be spoken to without a password, or with one that everybody tries."""
    parts = urlsplit(url)
    if parts.scheme.startswith("sqlite") or not parts.hostname or _is_loopback(parts.hostname):
        return False
    password = unquote(parts.password or "").lower()
    return password in _DEFAULTS or password == unquote(parts.username or "").lower()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
