"""All settings, read from the environment in this one place; docs/operating.md lists them."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.paths import CONTENT, PROJECT
from bot.weak_secrets import SHORTEST, is_open, is_weak

SUPERVISED_TRIAL = "for-a-supervised-trial"
ACTIONS = ("process", "server")


class BadSetting(ValueError):
    """A setting that cannot be used; the text says which and what to write instead."""


@dataclass(frozen=True)
class Settings:
    """What an operator can set. Ports and URLs of inner processes are handed down by `python -m bot run`."""

    host: str = "127.0.0.1"
    port: int = 8080
    database_url: str = f"sqlite:///{PROJECT / '.run' / 'directory.db'}"
    redis_url: str = ""
    secret_key: str = ""
    require_vetted: bool = False
    serve_drafts: str = ""
    trusted_proxies: tuple[str, ...] = ()
    rate_limit: bool = True
    content: Path = CONTENT
    rasa_url: str = "http://127.0.0.1:5005"
    model: Path | None = None
    actions: str = "process"
    actions_port: int = 5055
    stock_rasa: str = ""
    encoder: bool = True
    rasa_secret: str = ""
    help_only: bool = False
    help_only_file: Path = PROJECT / ".run" / "help-only"
    counts: bool = True
    report_token: str = ""

    def is_loopback(self) -> bool:
        """Whether only this machine can reach the gateway."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def is_public(self, sites_public: bool) -> bool:
        """Whether others can reach it: then drafts and weak secrets are refused."""
        return not self.is_loopback() or sites_public or bool(self.trusted_proxies)

    def serves_vetted_only(self, sites_public: bool) -> bool:
        """Design: vetted-only in public, unless a supervised trial is named; forced by REQUIRE_VETTED."""
        if self.require_vetted:
            return True
        return self.is_public(sites_public) and self.serve_drafts != SUPERVISED_TRIAL

    def secret(self, public: bool) -> str:
        """The key that signs tokens; a fresh one on loopback, never a weak one in public."""
        if self.redis_url and not self.secret_key:
            raise BadSetting("SECRET_KEY must be set, to the same in all web processes, when REDIS_URL is: one reads "
                             "the tokens that another has signed.")
        for name, secret in (("SECRET_KEY", self.secret_key), ("RASA_SECRET", self.rasa_secret)):
            if public and is_weak(secret):
                raise BadSetting(f"{name} must be set to at least {SHORTEST} random characters when others can reach "
                                 "the bot: for example the output of `openssl rand -hex 32`.")
        return self.secret_key or secrets.token_hex(32)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from environment variables; raises BadSetting with a plain sentence."""
    given = {key: value.strip() for key, value in environment.items()}
    defaults = Settings()
    for name in ("DATABASE_URL", "REDIS_URL"):
        if is_open(given.get(name, "")):
            raise BadSetting(f"{name} leads to another machine without a password, or with one that everybody tries; "
                             "set one there and write it into the address.")
    return Settings(
        host=given.get("HOST") or defaults.host,
        port=_port(given.get("PORT") or "8080", "PORT"),
        database_url=given.get("DATABASE_URL") or defaults.database_url,
        redis_url=_redis_url(given.get("REDIS_URL", "")),
        secret_key=given.get("SECRET_KEY", ""),
        require_vetted=_switch(given.get("REQUIRE_VETTED", "false"), "REQUIRE_VETTED"),
        serve_drafts=_serve_drafts(given.get("SERVE_DRAFTS", "")),
        trusted_proxies=_networks(given.get("TRUSTED_PROXIES", "")),
        rate_limit=_rate_limit(given),
        content=Path(given.get("CONTENT") or CONTENT),
        rasa_url=given.get("RASA_URL") or defaults.rasa_url,
        model=Path(given["MODEL"]) if given.get("MODEL") else None,
        actions=_actions(given.get("ACTIONS", "")),
        stock_rasa=given.get("STOCK_RASA", ""),
        encoder=_encoder(given.get("ENCODER", "")),
        actions_port=_port(given.get("ACTIONS_PORT") or "5055", "ACTIONS_PORT"),
        rasa_secret=given.get("RASA_SECRET", ""),
        help_only=_switch(given.get("HELP_ONLY", "false"), "HELP_ONLY"),
        help_only_file=Path(given.get("HELP_ONLY_FILE") or defaults.help_only_file),
        counts=_on_or_off(given, "COUNTS"),
        report_token=_report_token(given.get("REPORT_TOKEN", "")),
    )


def _port(value: str, name: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise BadSetting(f"{name} must be a number from 1 to 65535, not “{value}”.")
    return int(value)


def _switch(value: str, name: str) -> bool:
    if value.lower() not in ("true", "false", "1", "0", ""):
        raise BadSetting(f"{name} must be true or false, not “{value}”.")
    return value.lower() in ("true", "1")


def _actions(value: str) -> str:
    if value not in ("", *ACTIONS):
        raise BadSetting("ACTIONS can only be “process” (inside Rasa's process) or “server” (a server of their own).")
    return value or "process"


def _encoder(value: str) -> bool:
    if value not in ("", "on", "off"):
        raise BadSetting("ENCODER can only be “on” or “off”.")
    return value != "off"


def _networks(value: str) -> tuple[str, ...]:
    networks = tuple(part.strip() for part in value.split(",") if part.strip())
    for network in networks:
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError as error:
            raise BadSetting("TRUSTED_PROXIES must be addresses or networks by commas, such as 10.0.0.7,10.1.0.0/16; "
                             f"“{network}” is neither.") from error
    return networks


def _redis_url(value: str) -> str:
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        raise BadSetting("REDIS_URL must look like redis://host:6379/0, "
                         "or with TLS rediss://user:password@host:6379/0.")
    return value


def _serve_drafts(value: str) -> str:
    if value not in ("", SUPERVISED_TRIAL):
        raise BadSetting(f"SERVE_DRAFTS can only be “{SUPERVISED_TRIAL}”; leave it out otherwise.")
    return value


def _rate_limit(given: Mapping[str, str]) -> bool:
    is_on = _on_or_off(given, "RATE_LIMIT")
    host = given.get("HOST") or "127.0.0.1"
    if not is_on and not Settings(host=host).is_loopback():
        raise BadSetting("RATE_LIMIT=off is for load tests on this machine only; leave it out.")
    return is_on


def _on_or_off(given: Mapping[str, str], name: str) -> bool:
    if given.get(name, "") not in ("", "on", "off"):
        raise BadSetting(f"{name} can only be “on” or “off”.")
    return given.get(name) != "off"


def _report_token(value: str) -> str:
    if value and is_weak(value):
        raise BadSetting(f"REPORT_TOKEN must be at least {SHORTEST} random characters: for example the output of "
                         "`openssl rand -hex 32`. Leave it out and there is no page for staff.")
    return value
