/** Shows emergency numbers and helplines as cards, in the order the server gave them. */

import { config, countryName, languageName, word } from "./words.js";
import { icon, make } from "./dom.js";
import { opening } from "./hours.js";

const SHOWN = 3; // more than three cards at once bury the one that matters
const MONTHS = 6; // N2: after this a number is shown with "check first"

/** The cards of {country, emergency, services}; `level` is the heading level of their titles. */
export function cards(help, level = 2) {
  const [first, rest] = [help.services.slice(0, SHOWN), help.services.slice(SHOWN)];
  return make("div", { class: "cards" },
    emergency(help, level),
    first.length ? make("p", { class: "where" }, where(help)) : null,
    ...first.map((service) => card(service, level)),
    rest.length ? more(rest, level) : null);
}

/** The telephone link of a printed number: an extension after a pause, "#" escaped. */
export function dialled(number) {
  return number.replace(/\s*ext\.?\s*/i, ",").replace(/[^\d+*#,]/g, "").replace(/#/g, "%23");
}

/** Emergency numbers and, so that both are on a phone's first screen (E1), the first line that can be called. */
function emergency(help, level) {
  const numbers = relevant(help.emergency ?? []);
  if (!numbers.length && help.country) return null;
  const title = numbers.length ? "emergency" : "emergency_unknown";
  return make("section", { class: "card urgent" },
    make(`h${level}`, {}, word(title)),
    make("ul", { class: "numbers" }, ...numbers.map((line) => make("li", {}, emergencyCall(line)))),
    numbers.length ? firstCall(help.services) : null);
}

/** Without the fire brigade, which has no part in this, unless there is nobody else. */
function relevant(numbers) {
  const others = numbers.filter(({ service }) => service !== "fire");
  return others.length ? others : numbers;
}

function firstCall(services) {
  const service = services.find(({ channels }) => channels.some(isCall));
  if (!service) return null;
  const [, label, href] = WAYS[service.channels.find(isCall).type](service.channels.find(isCall));
  return make("a", { class: "call", href }, make("strong", {}, label), make("span", { dir: "auto" }, service.name));
}

const isCall = ({ type }) => type === "phone" || type === "sms";

function emergencyCall({ number, service }) {
  const name = word(`service_${service}`) || word("service_all");
  return make("a", { class: "call", href: `tel:${dialled(number)}` }, make("strong", {}, number), make("span", {}, ` ${name}`));
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
    make(`h${level}`, { dir: "auto" }, service.name),
    service.note ? make("p", { dir: "auto" }, service.note) : null,
    make("ul", { class: "ways" }, ...service.channels.map((channel) => make("li", {}, ...way(channel, service)))),
    make("p", { class: "small" }, about(service)));
}

function way(channel, service) {
  const [image, label, href] = (WAYS[channel.type] ?? WAYS.web)(channel);
  const outside = href.startsWith("http");
  const link = make("a", { class: `way ${channel.type}`, href, ...(outside && { target: "_blank", rel: "noopener noreferrer" }) },
    icon(image), label,
    make("span", { class: "unseen" }, ` ${service.name}${outside ? `, ${word("new_tab")}` : ""}`));
  const facts = [cost(channel), ...opening(channel)].filter(Boolean).join(" · ");
  return facts ? [link, make("span", { class: "small" }, facts)] : [link];
}

const WAYS = {
  phone: ({ number }) => ["phone", word("call", { number }), `tel:${dialled(number)}`],
  sms: ({ number }) => ["speech", word("text_number", { number }), `sms:${dialled(number)}`],
  whatsapp: ({ number, e164, url }) => ["speech", word("whatsapp", { number }), address(url) || `https://wa.me/${(e164 ?? number).replace(/\D/g, "")}`],
  chat: ({ url }) => ["speech", word("chat_online"), address(url)],
  email: (channel) => ["letter", word("email", channel), `mailto:${channel.address}`],
  web: ({ url }) => ["globe", word("website"), address(url)],
};

/** A web address, or nothing: no other scheme may come in this way. */
const address = (url) => (/^https?:\/\//.test(url) ? url : "");

function cost({ free }) {
  if (free === true) return word("free");
  return free === false ? word("costs") : "";
}

function about(service) {
  const spoken = (service.languages ?? []).map(languageName).join(", ");
  const parts = [spoken && word("languages", { list: spoken }), service.source && word("source", { source: host(service.source) }), check(service)];
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

function check({ checked_on: day }) {
  if (!day) return word("unchecked");
  const checked = new Date(day);
  const date = checked.toLocaleDateString(config.lang, { dateStyle: "medium", timeZone: "UTC" });
  const due = new Date(checked);
  due.setUTCMonth(due.getUTCMonth() + MONTHS);
  return word(due < new Date() ? "check_first" : "checked", { date });
}
