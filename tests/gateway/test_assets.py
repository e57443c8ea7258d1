"""The widget's files as served: one script, small, and the same as its modules."""

from __future__ import annotations

import gzip
import json

import pytest

from bot.gateway.assets import join, load_assets, minified_script, pack
from bot.gateway.pages import Pages
from bot.paths import CONTENT
from tests.gateway.test_pages import SITE, WORDS

ASSETS = load_assets()


def test_a_module_comes_after_what_it_imports_and_brings_it_once() -> None:
    modules = {
        "a": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
        "b": 'import { c } from "./c.js";\nexport function b() {\n  return c;\n}\n',
        "c": "/** A note. */\nexport const c = 1;\n"}
    joined = join("a", modules)
    assert joined == "/** A note. */\nconst c = 1;\nfunction b() {\n  return c;\n}\nb(c);\n"
    assert "A note" not in minified_script(joined)


def test_two_modules_of_one_script_may_not_share_a_name() -> None:
    modules = {"a": 'import { b } from "./b.js";\nconst open = b;\n', "b": "export const b = 1;\nlet open = 2;\n"}
    with pytest.raises(ValueError, match=r"a\.js and b\.js both name something open"):
        join("a", modules)


def test_the_script_of_the_chat_needs_no_other_request() -> None:
    script = ASSETS["chat.js"].body.decode()
    assert 'from "./' not in script and "\nexport " not in script


def test_everything_a_phone_loads_to_chat_is_below_25_kilobytes() -> None:
    frame = pack("text/html", Pages().frame({**json.loads(CONFIG_OF_A_LARGE_SITE), "interface": WORDS}))
    loader = pack("text/javascript", minified_script(Pages().loader({"en": WORDS})))
    files = [ASSETS[name] for name in ("chat.js", "chat.css", "favicon.svg")]
    assert sum(len(asset.zipped) for asset in [frame, loader, *files]) <= 25_000
    assert len(loader.zipped) <= 5_000


def test_what_is_compressed_is_what_is_served() -> None:
    for asset in ASSETS.values():
        assert gzip.decompress(asset.zipped) == asset.body and asset.tag


_COUNTRIES = " ".join(path.stem for path in sorted((CONTENT / "helplines").glob("??.yml")))
CONFIG_OF_A_LARGE_SITE = json.dumps({
    "site": SITE, "lang": "en", "dir": "ltr",
    "countries": _COUNTRIES, "languages": [["en", "English"]],
    "help": {"country": None, "emergency": [], "services": []},
    "exit_url": "https://weather.example", "safe_word": "x", "query": "", "draft": True,
    "parent_origins": [], "idle_minutes": 15})
