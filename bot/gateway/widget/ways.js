/** The ways to reach a service: calling, texting, chatting, writing. */

import { word } from "./words.js";
import { icon, make } from "./dom.js";
import { opening } from "./hours.js";

/** The telephone link of a printed number: an extension after a pause, "#" escaped. */
export function dialled(number) {
  return number.replace(/\s*ext\.?\s*/i, ",").replace(/[^\d+*#,]/g, "").replace(/#/g, "%23");
}

/** One way as a list item: the link, and beside it what it costs and when it is open. */
export function way(channel, service) {
  const { image, label, href } = described(channel);
  const outside = href.startsWith("http");
  const where = outside ? { target: "_blank", rel: "noopener noreferrer" } : {};
  const spoken = ` ${service.name}${outside ? `, ${word("new_tab")}` : ""}`;
  const facts = [cost(channel), bill(channel, service), ...opening(channel)].filter(Boolean).join(" · ");
  return make("li", {},
    make("a", { class: `way ${channel.type}`, href, ...where },
      icon(image), make("span", {}, ...label), make("span", { class: "unseen" }, spoken)),
    facts && make("span", { class: "small" }, facts));
}

/** The first call or text that one of these services takes, as {label, href, name}, the label in parts; null if they take none. */
export function firstCall(services) {
  for (const { channels, name, kind } of services) {
    if (kind === "trusted_adult") continue; // in school only, and no crisis line

    const channel = channels.find(({ type }) => type === "phone" || type === "sms");
    if (channel) return { ...described(channel), name };
  }
  return null;
}

const described = (channel) => (WAYS[channel.type] ?? WAYS.web)(channel);

const WAYS = {
  phone: ({ number }) => ({ image: "phone", label: said("call", "number", number), href: `tel:${dialled(number)}` }),
  sms: ({ number }) => ({ image: "speech", label: said("text_number", "number", number), href: `sms:${dialled(number)}` }),
  whatsapp: (channel) => ({ image: "speech", label: said("whatsapp", "number", channel.number), href: whatsapp(channel) }),
  chat: ({ url }) => ({ image: "speech", label: [word("chat_online")], href: webOnly(url) }),
  email: ({ address }) => ({ image: "letter", label: said("email", "address", address), href: `mailto:${address}` }),
  web: ({ url }) => ({ image: "globe", label: [word("website")], href: webOnly(url) }),
};

/** Words with a number or address in them. Set apart, or "0800 1111" would read "1111 0800" in Urdu and Arabic. */
function said(key, blank, value) {
  const [before, after] = word(key).split(`{${blank}}`);
  return [before, make("bdi", { dir: "ltr" }, value), after];
}

/** A web address, or nothing: no other scheme may come in this way. */
const webOnly = (url) => (/^https?:\/\//.test(url) ? url : "");

const whatsapp = ({ url, e164, number }) => webOnly(url) || `https://wa.me/${(e164 ?? number).replace(/\D/g, "")}`;

function bill({ type }, { on_bill: shows }) {
  if (type !== "phone" || typeof shows !== "boolean") return "";
  return shows ? word("bill_yes") : word("bill_no");
}

function cost({ free }) {
  if (free === true) return word("free");
  return free === false ? word("costs") : "";
}
