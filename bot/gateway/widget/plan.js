/** Steps as plain text, to copy or to print, with a warning about shared devices. Nothing is kept. */

import { word } from "./words.js";
import { make } from "./dom.js";
import { copied } from "./copying.js";

/** The two buttons under an answer that holds lists of steps; null where there are none. */
export function planTools(messages) {
  if (!messages.some(({ type }) => type === "steps")) return null;
  const told = make("p", { class: "small", role: "status" });
  const copy = () => { told.textContent = word(copied(plainText(messages)) ? "plan_copied" : "plan_by_hand"); };
  return make("div", { class: "plan-tools" },
    make("p", { class: "small" }, word("plan_shared")),
    make("button", { type: "button", click: copy }, word("plan_copy")),
    make("button", { type: "button", click: printTurn }, word("plan_print")),
    told);
}

/** People to call first, then every list with its steps and notes. */
export function plainText(messages) {
  return messages.flatMap((message) => TEXT[message.type]?.(message) ?? []).join("\n").trim();
}

const TEXT = {
  helplines: ({ emergency, services }) => [
    ...(emergency ?? []).map(({ number, service }) => `${number} – ${word(`service_${service}`)}`),
    ...services.map(({ name, channels }) => `${name}: ${channels.map((way) => way.number ?? way.url ?? way.address).join(", ")}`),
    ""],
  steps: ({ title, steps, notes }) => [title, ...steps.map((step, place) => `${place + 1}. ${step}`), ...(notes ?? []), ""],
};

function printTurn(event) {
  const turn = event.target.closest(".turn");
  turn.querySelectorAll("details").forEach((details) => { details.open = true; });
  turn.classList.add("printed");
  document.body.classList.add("printing");
  window.print();
  document.body.classList.remove("printing");
  turn.classList.remove("printed");
}
