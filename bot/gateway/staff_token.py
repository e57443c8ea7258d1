"""Whether a request comes from staff: it carries REPORT_TOKEN, in a form or as a bearer."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress

from aiohttp import web

from bot.gateway.parts import PARTS

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


def has_token(request: web.Request, typed: str = "") -> bool:
    """Compared in constant time; nobody has a token that is not set."""
    token = request.app[PARTS].settings.report_token
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    given = typed or (bearer.strip() if scheme.lower() == "bearer" else "")
    return bool(token) and hmac.compare_digest(_digest(given), _digest(token))


def comes_from_here(request: web.Request) -> bool:
    """From this machine, and not through a proxy on it that says so."""
    try:
        here = ipaddress.ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
    return here and not any(name in request.headers for name in _FORWARDED)


def _digest(text: str) -> bytes:
    """Of one length, whatever was typed."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
