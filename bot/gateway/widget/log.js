/** The conversation as it is shown: own words, answers, the buttons of the latest answer. */

import { config, word } from "./words.js";
import { byId, direction, make } from "./dom.js";
import { cards } from "./cards.js";
import { countryPicker } from "./countries.js";
import { hush } from "./aloud.js";
import { tools } from "./tools.js";
import { planTools } from "./plan.js";

const ASKS_COUNTRY = ["utter_ask_country", "utter_helplines_international", "utter_ask_path_country"];
const LINK = /(https:\/\/[^\s)]*[^\s).,;:!?])/;
const log = byId("log");
const turns = byId("turns");
const moreBelow = byId("more-below");
let own = null;

/** Shows what the visitor said or pressed; earlier buttons go, so that only the latest count. */
export function showOwn(text) {
  hush();
  turns.querySelectorAll(".choices, .tools").forEach((offered) => offered.remove());
  const bubble = make("p", { class: "bubble", dir: "auto" }, text);
  own = make("div", { class: "turn own", tabindex: "-1" }, author("you"), bubble);
  turns.append(own);
  log.scrollTop = log.scrollHeight;
  return own;
}

/** Shows the messages of one answer; `act` has press(button), country(code, name) and simpler(). Gives how many it
 * could show. */
export function showReply(messages, act) {
  const parts = messages.flatMap((message) => SHOW[message.type]?.(message, act) ?? []);
  if (!parts.length) return 0;
  const plan = planTools(messages);
  const reply = make("div", { class: "turn reply" }, author("chat"), ...parts, plan);
  offerTools(messages, parts, turns.children.length ? act.simpler : null, !plan);
  turns.append(reply);
  if (turns.children.length > 1) scrollTo(own && own.offsetHeight < log.clientHeight / 4 ? own : reply);
  own = null;
  hint();
  return parts.length;
}

/** Under the last words, above the choices; the danger flow has no easier wording, our own remarks need no tools,
 * and what is copied of a plan is the plan. */
function offerTools(messages, parts, simpler, mayCopy) {
  const read = parts.filter((part) => part.lang && !part.matches(".choices"));
  const isDanger = messages.some(({ buttons = [] }) => buttons.some(({ payload = "" }) => payload.startsWith("danger:")));
  if (messages.some(({ script }) => script)) read.at(-1)?.after(tools(read, isDanger ? null : simpler, mayCopy));
}

/** Shows or hides that an answer is on its way. */
export function showWaiting(waiting) {
  turns.querySelector(".waiting")?.remove();
  byId("status").textContent = waiting ? word("writing") : "";
  if (!waiting) return;
  turns.append(make("div", { class: "waiting", "aria-hidden": "true" }, make("i"), make("i"), make("i")));
  log.scrollTop = log.scrollHeight;
}

/** Removes every word of the conversation. */
export function clear() {
  hush();
  own = null;
  turns.replaceChildren();
  showWaiting(false);
  hint();
}

const SHOW = {
  text: (message, act) => [...bubbles(message), ...choices(message, act)],
  helplines: (message, act) => [marked(message, cards(message)), ...countryChoice(message, act)],
  steps: (message, act) => [marked(message, steps(message)), ...choices(message, act)],
};

const author = (who) => make("span", { class: "unseen" }, `${word(who)}: `);

function marked(message, element) {
  const lang = message.lang ?? config.lang;
  element.setAttribute("lang", lang);
  element.setAttribute("dir", direction(lang));
  if (message.script) element.dataset.script = message.script;
  return element;
}

function bubbles(message) {
  const texts = message.text.split(/\n\s*\n/).map((text) => text.trim()).filter(Boolean);
  return [...texts.map((text) => marked(message, make("p", { class: "bubble" }, ...linked(text)))), ...terms(message)];
}

function terms(message) {
  return (message.terms ?? []).map((term) => marked(message, make("details", { class: "term" },
    make("summary", {}, word("word_meaning", { word: term.word })), make("p", {}, term.meaning))));
}

function linked(text) {
  return text.split(LINK).map((part) => (LINK.test(part)
    ? make("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part.replace("https://", ""))
    : part));
}

function choices(message, act) {
  const asked = countryChoice(message, act);
  if (!message.buttons?.length) return asked;
  const press = (button) => make("button", { type: "button", click: () => act.press(button) }, button.title);
  const marks = { class: "choices", role: "group", "aria-label": word("choices") };
  return [...asked, marked(message, make("div", marks, ...message.buttons.map(press)))];
}

function countryChoice(message, act) {
  if (!ASKS_COUNTRY.includes(message.script)) return [];
  return [make("div", { class: "choices" }, countryPicker(act.country))];
}

function steps(message) {
  const step = (text) => {
    const box = make("input", { type: "checkbox", autocomplete: "off" }); // ticks are for the eye, nothing keeps them
    return make("li", {}, make("label", {}, box, make("span", {}, text)));
  };
  const list = make("ol", {}, ...message.steps.map(step));
  const notes = (message.notes ?? []).map((text) => make("p", { class: "small" }, text));
  if (message.folded) return make("details", { class: "card steps" }, make("summary", {}, message.title), list, ...notes);
  return make("section", { class: "card steps" }, make("h2", {}, message.title), list, ...notes);
}

function scrollTo(element) {
  log.scrollTop = element.offsetTop - 8;
}

function hint() {
  moreBelow.hidden = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
}

log.addEventListener("scroll", hint, { passive: true });
new ResizeObserver(hint).observe(log);
