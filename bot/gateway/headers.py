"""Security headers: nobody but our own pages runs here, and only a site's own origins may frame them."""

from __future__ import annotations

from aiohttp import web

_POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
           "font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}")
_LOOPBACK_ANCESTORS = "http://127.0.0.1:* http://localhost:* https://127.0.0.1:* https://localhost:*"
FRAMED_BY = web.RequestKey("framed_by", str)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """The same for every answer; a page that may be framed has set FRAMED_BY on its request."""
    ancestors = request.get(FRAMED_BY, "'none'")
    headers = response.headers
    headers["Content-Security-Policy"] = _POLICY.format(ancestors=ancestors)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    headers["X-Robots-Tag"] = "noindex"
    headers.setdefault("Cache-Control", "no-store")
    if ancestors == "'none'":
        headers["X-Frame-Options"] = "DENY"


def frame_ancestors(origins: tuple[str, ...], is_default: bool) -> str:
    """Who may frame a site's widget: its origins and ourselves; the default site also any page of this machine."""
    allowed = ["'self'", *origins]
    if is_default:
        allowed.append(_LOOPBACK_ANCESTORS)
    return " ".join(allowed)
