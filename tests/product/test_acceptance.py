"""What a person gets through the API of the whole running product, as its makers promised."""

from __future__ import annotations

import time

import requests

from tests.running import Product
from tests.talk import Talk


def test_child_and_parent_get_different_words(product: Product) -> None:
    said = set()
    for audience in ("child", "parent"):
        talk = Talk(product.url, audience=audience)
        talk.say("what is a deepfake")
        assert "utter_ask_deepfake" in talk.scripts()
        said.add("\n".join(message["text"] for message in talk.messages if message["script"] == "utter_ask_deepfake"))
    assert len(said) == 2


def test_lahore_shows_pakistani_and_international_services_only(product: Product) -> None:
    talk = Talk(product.url)
    talk.say("i live in lahore")
    assert talk.context["country"] == "PK"
    talk.say("who can i call")
    services = [service["id"] for card in talk.cards() for service in card["services"]]
    assert services and all(service.startswith(("pk-", "int-")) for service in services)
    assert any(service.startswith("pk-") for service in services)


def test_i_want_to_die_gets_local_numbers_in_the_danger_order(product: Product) -> None:
    talk = Talk(product.url, country="GB", audience="child")
    talk.say("i want to die")
    card = talk.cards()[0]
    assert card["emergency"][0]["number"] == "999"
    kinds = [service["kind"] for service in card["services"]]
    assert kinds[0] in ("suicide_crisis", "child_helpline")
    assert all(service["id"].startswith(("gb-", "int-")) for service in card["services"])


def test_gibberish_gets_the_menu_with_help_first(product: Product) -> None:
    for text in ("xqzv blorp wuggle", "zzkq prrt vlmn", "?!?", "ffgh jkl hgf", "ooo eee aaa uuu"):
        talk = Talk(product.url)
        talk.say(text)
        assert talk.scripts()[-1] in ("utter_fallback", "utter_out_of_scope", "utter_ask_menu"), (text, talk.scripts())
        assert talk.buttons()[0]["payload"].startswith("/ask_helpline"), text


def test_every_card_says_where_it_comes_from_and_that_nobody_checked_it(product: Product) -> None:
    talk = Talk(product.url, country="PK")
    talk.say("who can i call")
    for service in (service for card in talk.cards() for service in card["services"]):
        assert service["source"] and service["checked_on"] is None


def test_readiness_names_every_part(product: Product) -> None:
    body = requests.get(f"{product.url}/readyz", timeout=5).json()
    assert body["status"] == "ready" and all(body["parts"].values())
    assert {"gateway", "content", "directory", "rasa", "actions"} <= set(body["parts"])
    assert body["vetted_only"] is False


def test_status_lists_the_running_parts(product: Product) -> None:
    parts = product.parts()
    assert set(parts) == {"gateway", "rasa", "actions"}
    assert all(part["state"] == "running" and part["pid"] and part["port"] for part in parts.values())


def test_help_pages_carry_their_numbers_in_the_page_itself(product: Product) -> None:
    for path in ("/help", "/help/PK", "/help/pk"):
        page = requests.get(product.url + path, timeout=5)
        assert page.status_code == 200 and len(page.content) < 15_000
    assert "1121" in requests.get(f"{product.url}/help/PK", timeout=5).text
    assert requests.get(f"{product.url}/help/ZZ", timeout=5).status_code == 404


def test_a_slow_visitor_keeps_the_conversation_and_a_deleted_one_is_gone(product: Product) -> None:
    talk = Talk(product.url)
    talk.say("what is a deepfake")
    time.sleep(0.1)
    assert talk.delete() == 204
    assert talk.post({"text": "hello"}).status_code == 401
