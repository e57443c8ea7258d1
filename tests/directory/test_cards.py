"""The helplines message is the contract's."""

from __future__ import annotations

from bot.directory import Directory, helplines_message
from tests.directory.made import NIGHT, directory, service


def test_a_message_holds_emergency_numbers_and_services_in_order(real: Directory) -> None:
    services = real.services("PK", "child", None, "ur", NIGHT, limit=2)
    message = helplines_message(real, "PK", services, NIGHT, "ur", "utter_helplines")
    assert message["type"] == "helplines" and message["script"] == "utter_helplines" and message["country"] == "PK"
    assert {"number": "15", "service": "police"} in message["emergency"]
    assert [card["id"] for card in message["services"]] == [found.id for found in services]
    promised = {"id", "kind", "name", "note", "channels", "languages", "source", "checked_on"}
    assert promised <= set(message["services"][0])


def test_a_channel_carries_its_own_address_cost_and_hours() -> None:
    chat = {"type": "chat", "url": "https://chat.example/", "hours": "24/7"}
    phone = {"type": "phone", "number": "0800 1", "e164": "+448001111", "free": True, "hours": "Mo-Fr 09:00-17:00"}
    shown = service("xa-line", channels=[phone, chat])
    card = helplines_message(directory(shown), "XA", [shown], NIGHT, "en", "s")["services"][0]
    assert card["channels"] == [
        {"type": "phone", "number": "0800 1", "e164": "+448001111", "free": True, "hours": "Mo-Fr 09:00-17:00",
         "open": False, "opens": "2026-10-05T09:00:00+00:00"},
        {"type": "chat", "url": "https://chat.example/", "free": None, "hours": "24/7", "open": True, "opens": None},
    ]


def test_a_card_says_whether_a_call_shows_on_the_bill_only_where_a_source_does(real: Directory) -> None:
    for country, id, expected in (("GB", "gb-childline", False), ("PK", "pk-child-1121", None)):
        found = real.services(country, "child", None, "en", NIGHT, limit=4)
        cards = {card["id"]: card for card in helplines_message(real, country, found, NIGHT, "en", "s")["services"]}
        assert cards[id]["on_bill"] is expected


def test_a_link_without_https_is_not_shown() -> None:
    link = {"type": "web", "url": "http://plain.example/", "hours": None, "exception": "only http is known"}
    shown = service("xa-line", channels=[link, {"type": "phone", "number": "116", "hours": None}])
    card = helplines_message(directory(shown), "XA", [shown], NIGHT, "en", "s")["services"][0]
    assert [channel["type"] for channel in card["channels"]] == ["phone"]


def test_the_readers_language_is_named_first() -> None:
    shown = service("xa-line", languages=["en", "pt-BR"])
    card = helplines_message(directory(shown), "XA", [shown], NIGHT, "pt", "s")["services"][0]
    assert card["languages"] == ["pt-BR", "en"]


def test_an_unknown_country_has_no_emergency_numbers(real: Directory) -> None:
    message = helplines_message(real, None, [], NIGHT, "en", "s")
    assert message["country"] is None and message["emergency"] == []
