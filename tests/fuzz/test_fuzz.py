"""The short form of fuzzing: no text breaks the screen or redaction, no damaged file breaks the content loader."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import FILES, FOLDERS, TARGETS, feed_content

YAML = st.sampled_from([b": ", b"- ", b"\n", b"{", b"}", b"[", b"&a ", b"*a", b"!!python/object:os.system ", b"|\n",
                        b"'", b'"', b"\t", b"null", b"2026-13-45", b"0x", b".inf", b"\xff\xfe", b"\x00", b"? ",
                        b"<<: "])
PIECES = st.lists(st.one_of(st.binary(max_size=30), YAML), max_size=12).map(b"".join)


@pytest.mark.parametrize("name", ["screen", "redaction"])
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_no_text_breaks_it(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("which", range(len(FILES) + len(FOLDERS)))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.binary(min_size=3, max_size=3), piece=PIECES)
def test_no_damaged_file_breaks_the_content_loader(which: int, place: bytes, piece: bytes) -> None:
    feed_content(bytes([which]) + place + piece)
