"""Settings: drafts on this machine only, plain sentences for bad values."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from bot.processes import Processes
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
    {"RATE_LIMIT": "off", "HOST": "0.0.0.0"}, {"RATE_LIMIT": "no"}, {"COUNTS": "no"}, {"REDIS_URL": "localhost:6379"},
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


@pytest.mark.parametrize("weak", ["", "secret", "a" * 64, "ab" * 32, "0123456789abcdef" * 1])
@pytest.mark.parametrize("name", ["secret_key", "rasa_secret"])
def test_a_weak_secret_is_refused_in_public_only(name: str, weak: str) -> None:
    strong = Settings(secret_key="0123456789abcdef" * 4, rasa_secret="fedcba9876543210" * 4)
    assert strong.secret(public=True) == strong.secret_key
    given: dict[str, Any] = {name: weak}
    changed = dataclasses.replace(strong, **given)
    with pytest.raises(BadSetting, match=name.upper()):
        changed.secret(public=True)
    assert changed.secret(public=False)
    assert len(Settings().secret(public=False)) >= 32


@pytest.mark.parametrize("url", ["redis://cache.example:6379/0", "redis://:redis@10.0.0.5/0", "rediss://bot:bot@10.0.0.5/0",
                                 "redis://:foobared@cache.example/1"])
def test_a_redis_on_another_machine_without_a_password_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="REDIS_URL"):
        read_settings({"REDIS_URL": url})


@pytest.mark.parametrize("url", ["postgresql://bot@db.example/bot", "postgresql://postgres:postgres@db.example/bot",
                                 "postgresql+psycopg2://bot:Password@10.0.0.5/bot", "postgresql://bot:bot@db.example/bot"])
def test_a_database_on_another_machine_with_a_default_password_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        read_settings({"DATABASE_URL": url})


@pytest.mark.parametrize(("name", "url"), [
    ("DATABASE_URL", "sqlite:////tmp/x.db"), ("DATABASE_URL", "postgresql://bot@127.0.0.1/bot"),
    ("DATABASE_URL", "postgresql:///bot?host=/run/postgresql"), ("DATABASE_URL", "postgresql://bot:k3Qz-81mfa@db.example/bot"),
    ("REDIS_URL", "redis://localhost:6379/0"), ("REDIS_URL", "redis://[::1]:6379/0"), ("REDIS_URL", "unix:///run/redis.sock"),
])
def test_databases_of_this_machine_or_with_a_password_are_taken(name: str, url: str) -> None:
    assert getattr(read_settings({name: url}), name.lower()) == url


def test_no_error_repeats_a_secret() -> None:
    planted = "xylocarpine"
    for bad in ({"REDIS_URL": f"redis://{planted}:{planted}@10.0.0.5"},
                {"DATABASE_URL": f"postgresql://{planted}:{planted}@10.0.0.5/x"}):
        with pytest.raises(BadSetting) as error:
            read_settings(bad)
        assert planted not in str(error.value)
    with pytest.raises(BadSetting) as error:
        Settings(secret_key=planted).secret(public=True)
    assert planted not in str(error.value)


def test_no_secret_stands_in_a_command_that_others_on_the_machine_can_list(tmp_path: Path) -> None:
    planted = {name: f"xylocarpine-{name}" for name in ("SECRET_KEY", "REDIS_URL", "DATABASE_URL", "RASA_SECRET")}
    processes = Processes(tmp_path / "model.tar.gz", "127.0.0.1", 8080, planted, run=tmp_path)
    assert "xylocarpine" not in " ".join(map(str, vars(processes)["_commands"].values()))
