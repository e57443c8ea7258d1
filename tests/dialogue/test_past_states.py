"""The states carried on are those Rasa finds by replaying, whatever happens; and none outlives its turn."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    Event,
    FollowupAction,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue import past_states, rule_index
from bot.dialogue.past_states import forget_past_states
from bot.dialogue.tracker_store import ForgettingTrackerStore

DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [greet, ask, danger]
entities: [country]
slots:
  country: {type: categorical, values: [pk, in], influence_conversation: true, mappings: [{type: custom}]}
  topic: {type: text, influence_conversation: false, mappings: [{type: custom}]}
responses: {utter_hello: [{text: hello}], utter_answer: [{text: answer}]}
actions: [action_look]
forms: {path_form: {required_slots: [topic]}}
""")
ACTIONS = ["utter_hello", "utter_answer", "action_look", "action_listen", "path_form"]
said = st.builds(lambda intent, entities: UserUttered("words", {"name": intent, "confidence": 1.0}, entities),
                 st.sampled_from(["greet", "ask", "danger"]),
                 st.sampled_from([[], [{"entity": "country", "value": "pk", "start": 0, "end": 1}]]))
usual = st.one_of(said, st.builds(ActionExecuted, st.sampled_from(ACTIONS), hide_rule_turn=st.booleans()),
                  st.builds(SlotSet, st.just("country"), st.sampled_from(["pk", "in", None])),
                  st.builds(SlotSet, st.just("topic"), st.sampled_from(["a", "b"])),
                  st.builds(BotUttered, st.just("hi")), st.builds(FollowupAction, st.sampled_from(ACTIONS)))
seldom = st.sampled_from([Restarted(), SessionStarted(), ActionReverted(), UserUtteranceReverted(), AllSlotsReset(),
                          ActiveLoop("path_form"), ActiveLoop(None)])
conversations = st.lists(st.one_of(usual, usual, usual, seldom), max_size=25)


def new_tracker() -> DialogueStateTracker:
    return DialogueStateTracker("someone", DOMAIN.slots)


@given(conversations)
def test_at_every_step_the_states_are_those_of_a_replay(events: list[Event]) -> None:
    tracker = new_tracker()
    for event in map(copy.copy, events):
        tracker.update(event)
        found = past_states._states(DOMAIN, tracker)
        assert found == past_states._replayed(DOMAIN, tracker)
        for state in found:  # the policies alter what they are given
            state.clear()
        assert past_states._states(DOMAIN, tracker) == past_states._replayed(DOMAIN, tracker)


@given(conversations, conversations)
def test_a_conversation_that_was_cut_is_read_anew(events: list[Event], others: list[Event]) -> None:
    tracker = new_tracker()
    for event in events:
        tracker.update(copy.copy(event))
    past_states._states(DOMAIN, tracker)
    tracker.events = type(tracker.events)(list(tracker.events)[len(events) // 2:] + list(map(copy.copy, others)))
    assert past_states._states(DOMAIN, tracker) == past_states._replayed(DOMAIN, tracker)


async def test_a_turn_leaves_no_state_behind() -> None:
    tracker = new_tracker()
    tracker.update(UserUttered("something private", {"name": "greet"}))
    tracker.update(ActionExecuted("utter_hello"))
    assert "something private" in str(past_states._states(DOMAIN, tracker))
    assert "something private" in str(vars(tracker.__dict__["_past_states"]))
    await ForgettingTrackerStore(DOMAIN).save(tracker)
    assert "_past_states" not in tracker.__dict__
    forget_past_states(tracker)  # nothing to forget is no error


POLICY = RulePolicy.__new__(RulePolicy)  # what is asked of it needs no training


def rule(*states: dict[str, dict[str, object]]) -> str:
    return str(POLICY._create_feature_key(list(states)))


LISTENED: dict[str, dict[str, object]] = {"prev_action": {"action_name": "action_listen"}}
RULES = {
    rule({**LISTENED, "user": {"intent": "greet"}}): "utter_hello",
    rule({**LISTENED, "user": {"intent": "ask"}}): "utter_answer",
    rule({**LISTENED, "user": {"intent": "ask"}, "slots": {"country": [1.0, 0.0]}}): "action_look",
    rule({**LISTENED, "user": {"intent": "ask"}},
         {"prev_action": {"action_name": "utter_answer"}, "user": {"intent": "ask"}}): "action_listen",
    rule({"prev_action": {"action_name": "utter_hello"}}): "action_listen",
    rule({"user": {"intent": "greet"}}): "action_listen",  # a conversation's first
    rule({**LISTENED, "user": {"intent": "should_not_be_set"}}): "utter_answer",
}


@given(conversations)
def test_the_few_rules_compared_are_all_that_fit(events: list[Event]) -> None:
    tracker = new_tracker()
    for event in events:
        tracker.update(copy.copy(event))
    states = past_states._replayed(DOMAIN, tracker)
    found = rule_index._get_possible_keys(POLICY, RULES, states)
    assert found == rule_index._compared_with_all(POLICY, RULES, states)
    assert rule_index._get_possible_keys(POLICY, RULES, []) == rule_index._compared_with_all(POLICY, RULES, [])


def test_a_rule_that_is_added_or_taken_away_is_noticed() -> None:
    states = past_states._replayed(DOMAIN, heard("ask"))
    rules = dict(list(RULES.items())[:3])
    assert rule_index._get_possible_keys(POLICY, rules, states) == {list(RULES)[1]}
    del rules[list(RULES)[1]]
    rules[rule({**LISTENED, "user": {"intent": "danger"}})] = "action_look"
    assert rule_index._get_possible_keys(POLICY, rules, states) == set()


def heard(intent: str) -> DialogueStateTracker:
    tracker = new_tracker()
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("words", {"name": intent, "confidence": 1.0}))
    return tracker
