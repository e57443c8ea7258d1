/** The panels that stand in for the conversation: help, and about this chat. The header stays. */

import { word } from "./words.js";
import { byId, make } from "./dom.js";
import { cards } from "./cards.js";
import { countryPicker } from "./countries.js";

const PANELS = ["help", "about"];

/** Shows "chat", "help" or "about" and puts the focus where reading starts. */
export function show(view) {
  for (const id of PANELS) byId(id).hidden = id !== view;
  byId("chat").inert = view !== "chat"; // stays where it was, under the panel
  byId("help-button").setAttribute("aria-expanded", String(view === "help"));
  const start = view === "chat" ? byId("title") : byId(view).querySelector("h2");
  start.focus();
}

/** Which view is shown. */
export const shown = () => PANELS.find((id) => !byId(id).hidden) ?? "chat";

/** Fills the help panel with {country, emergency, services}; `line` stands above, `choose` takes a country. */
export function fillHelp(help, choose, line = "") {
  byId("help").replaceChildren(
    backButton(),
    make("h2", { id: "help-heading", tabindex: "-1" }, word("get_help_now")),
    line ? make("p", { role: "status" }, line) : "",
    help.country ? "" : countryPicker(choose),
    cards(help, 3),
    help.country ? countryPicker(choose) : "");
}

function backButton() {
  return make("button", { type: "button", class: "back", click: () => show("chat") }, word("back_to_chat"));
}

byId("about").querySelector(".back").addEventListener("click", () => show("chat"));
