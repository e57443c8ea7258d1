/** Shows emergency numbers and helplines as cards, in the order the server gave them. */

import { config, countryName, languageName, word } from "./words.js";
import { make } from "./dom.js";
import { dialled, firstCall, way } from "./ways.js";

const MOST_CARDS = 3; // more than three cards at once bury the one that matters
const MONTHS = 6; // N2: after this a number is shown with "check first"

/** The cards of {country, emergency, services}; `level` is the heading level of their titles. */
export function cards(help, level = 2) {
  const [first, rest] = [help.services.slice(0, MOST_CARDS), help.services.slice(MOST_CARDS)];
  return make("div", { class: "cards" },
    emergency(help, level),
    first.length ? make("p", { class: "where" }, where(help)) : null,
    ...first.map((service) => card(service, level)),
    rest.length ? more(rest, level) : null);
}

/** Emergency numbers and, so that both are on a phone's first screen (E1), the first line that can be called. */
function emergency(help, level) {
  const numbers = relevant(help.emergency ?? []);
  const call = numbers.length ? firstCall(help.services) : null;
  return make("section", { class: "card urgent" },
    make(`h${level}`, {}, word(numbers.length ? "emergency" : "emergency_unknown")),
    numbers.length && make("ul", { class: "numbers" }, ...numbers.map((line) => make("li", {}, emergencyCall(line)))),
    call && urgentCall(call.href, call.label, call.name));
}

/** Without the fire brigade, which has no part in this, unless there is nobody else. */
function relevant(numbers) {
  const others = numbers.filter(({ service }) => service !== "fire");
  return others.length ? others : numbers;
}

function emergencyCall({ number, service }) {
  return urgentCall(`tel:${dialled(number)}`, [make("bdi", { dir: "ltr" }, number)], word(`service_${service}`) || word("service_all"));
}

function urgentCall(href, label, name) {
  return make("a", { class: "call", href }, make("strong", {}, ...label), " ", make("bdi", {}, name));
}

function where(help) {
  return help.country ? word("helplines_in", { country: countryName(help.country) }) : word("helplines_anywhere");
}

function more(services, level) {
  return make("details", {},
    make("summary", {}, word("more_services", { number: services.length })),
    ...services.map((service) => card(service, level)));
}

function card(service, level) {
  return make("section", { class: "card" },
    make("p", { class: "kind" }, word(`kind_${service.kind}`)),
    make(`h${level}`, {}, make("bdi", {}, service.name)),
    service.note ? make("p", {}, make("bdi", {}, service.note)) : null,
    make("ul", { class: "ways" }, ...service.channels.map((channel) => way(channel, service))),
    make("p", { class: "small" }, about(service)));
}

function about({ languages, source, checked_on: day, kind }) {
  if (kind === "trusted_adult") return word("named_by_school");
  const list = (languages ?? []).map(languageName).join(", ");
  const parts = [list && word("languages", { list }), source && word("source", { source: host(source) }), check(day)];
  return parts.filter(Boolean).join(" · ");
}

/** Where it comes from, as a name and not as a link: sources are not on the list of checked links. */
function host(source) {
  try {
    return new URL(source).hostname.replace(/^www\./, "");
  } catch {
    return source;
  }
}

function check(day) {
  if (!day) return word("unchecked");
  const due = new Date(day);
  const date = due.toLocaleDateString(config.lang, { dateStyle: "medium", timeZone: "UTC" });
  due.setUTCMonth(due.getUTCMonth() + MONTHS);
  return word(due < new Date() ? "check_first" : "checked", { date });
}
