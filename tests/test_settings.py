"""Settings: drafts on this machine only, plain sentences for bad values."""

from __future__ import annotations

import pytest

from bot.settings import SUPERVISED_TRIAL, BadSetting, Settings, read_settings

# One row a case of design's "Vetted or not": host, a site with an outside origin, settings → vetted-only?
TABLE = [
    ({"HOST": "127.0.0.1"}, False, False),
    ({"HOST": "localhost"}, False, False),
    ({"HOST": "::1"}, False, False),
    ({"HOST": "0.0.0.0"}, False, True),
    ({"HOST": "192.0.2.1"}, False, True),
    ({"HOST": "school.example"}, False, True),
    ({"HOST": "127.0.0.1"}, True, True),
    ({"HOST": "0.0.0.0", "SERVE_DRAFTS": SUPERVISED_TRIAL}, False, False),
    ({"HOST": "127.0.0.1", "SERVE_DRAFTS": SUPERVISED_TRIAL}, True, False),
    ({"HOST": "127.0.0.1", "REQUIRE_VETTED": "true"}, False, True),
    ({"HOST": "127.0.0.1", "TRUSTED_PROXIES": "127.0.0.1"}, False, True),
    ({"HOST": "0.0.0.0", "REQUIRE_VETTED": "true", "SERVE_DRAFTS": SUPERVISED_TRIAL}, False, True),
]


@pytest.mark.parametrize(("environment", "public_site", "vetted_only"), TABLE)
def test_drafts_are_for_this_machine_or_a_supervised_trial(environment: dict[str, str], public_site: bool,
                                                           vetted_only: bool) -> None:
    assert read_settings(environment).serves_vetted_only(public_site) is vetted_only


@pytest.mark.parametrize("environment", [
    {"PORT": "eighty"}, {"PORT": "0"}, {"PORT": "70000"}, {"REQUIRE_VETTED": "maybe"}, {"SERVE_DRAFTS": "true"},
    {"RATE_LIMIT": "off", "HOST": "0.0.0.0"}, {"RATE_LIMIT": "no"}, {"REDIS_URL": "localhost:6379"},
    {"TRUSTED_PROXIES": "the proxy"}, {"ACTIONS": "elsewhere"}, {"ENCODER": "some"},
])
def test_a_bad_setting_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(BadSetting) as error:
        read_settings(environment)
    assert any(name in str(error.value) for name in environment)


def test_web_processes_that_share_conversations_need_the_same_secret() -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        Settings(redis_url="redis://localhost").secret(public=False)
    assert Settings(redis_url="redis://localhost", secret_key="s" * 32).secret(public=False) == "s" * 32


def test_a_weak_secret_is_refused_in_public_only() -> None:
    weak = Settings(secret_key="secret")
    with pytest.raises(BadSetting):
        weak.secret(public=True)
    assert weak.secret(public=False) == "secret"
    assert len(Settings().secret(public=False)) >= 32
