"""The widget's files as they are served: modules joined into one script, everything compressed once, at start."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

from bot.gateway.pages import ASSETS, WIDGET, assets

_IMPORT = re.compile(r'^import \{ .+? \} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_NAMED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """One file: `zipped` is `body` for those who accept gzip, `tag` its entity tag without quotes."""

    content_type: str
    body: bytes
    zipped: bytes
    tag: str


def load_assets(folder: Path = WIDGET) -> dict[str, Asset]:
    """Every file under `/widget/` by name; a script comes with the modules it imports, in one request."""
    found = assets(folder)
    modules = {name.removesuffix(".js"): path.read_text() for name, path in found.items() if name.endswith(".js")}
    texts = {f"{name}.js": join(name, modules) for name in modules}
    texts = {name: minified_script(text) for name, text in texts.items()}
    texts |= {name: minified_style(path.read_text()) for name, path in found.items() if name.endswith(".css")}
    return {name: pack(ASSETS[path.suffix], texts.get(name) or path.read_text()) for name, path in found.items()}


def minified_script(code: str) -> str:
    """A script without comments and needless room; what it does stays."""
    return str(rjsmin.jsmin(code))


def minified_style(code: str) -> str:
    """A style sheet without comments and needless room."""
    return str(rcssmin.cssmin(code))


def pack(content_type: str, text: str) -> Asset:
    """A text with its compressed form; the same text gives the same bytes."""
    body = text.encode()
    return Asset(f"{content_type}; charset=utf-8", body, gzip.compress(body, 9, mtime=0),
                 hashlib.sha256(body).hexdigest()[:16])


def join(entry: str, modules: Mapping[str, str]) -> str:
    """A module and all it imports as one script in one scope; raises ValueError when two of them share a name.

    Knows the one form of import and the one of export that these files use, and no others.
    """
    ordered: list[str] = []
    _collect(entry, modules, ordered)
    owners: dict[str, str] = {}
    for module in ordered:
        for name in _NAMED.findall(modules[module]):
            if name in owners:
                raise ValueError(f"{module}.js and {owners[name]}.js both name something {name}: rename one of them")
            owners[name] = module
    return "".join(_EXPORT.sub("", _IMPORT.sub("", modules[module])) for module in ordered)


def _collect(module: str, modules: Mapping[str, str], ordered: list[str]) -> None:
    for imported in _IMPORT.findall(modules[module]):
        if imported not in ordered:
            _collect(imported, modules, ordered)
    ordered.append(module)
