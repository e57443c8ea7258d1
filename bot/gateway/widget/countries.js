/** A country picker: type and choose, by keyboard or touch (the combobox pattern of the ARIA Authoring Practices). */

import { config, word } from "./words.js";
import { make } from "./dom.js";

const SHOWN = 8;
let count = 0;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const initials = (name) => plain(name).split(/[\s-]+/).map((part) => part[0]).join("");

/** The countries that fit what was typed: codes and initials ("uk"), names that begin so, then words within. */
export function matches(typed) {
  const sought = plain(typed.trim());
  const score = ([code, name]) => {
    if (code.toLowerCase() === sought || initials(name) === sought) return 0;
    if (plain(name).startsWith(sought)) return 1;
    return plain(name).split(/[\s-]+/).some((part) => part.startsWith(sought)) ? 2 : 3;
  };
  const scored = config.countries.map((country) => [score(country), country]).filter(([points]) => points < 3);
  return scored.sort((one, other) => one[0] - other[0]).map(([, country]) => country);
}

/** The picker; `choose(code, name)` is called once a country is chosen. */
export function countryPicker(choose) {
  const id = `country-${(count += 1)}`;
  const list = make("ul", { id: `${id}-list`, role: "listbox", "aria-label": word("country_label"), hidden: true });
  const status = make("p", { class: "unseen", role: "status" });
  const field = make("input", {
    id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: word("country_hint"),
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  });
  wire(field, list, status, choose);
  return make("div", { class: "country" }, make("label", { for: id }, word("country_label")), field, list, status);
}

function wire(field, list, status, choose) {
  let active = -1;
  const mark = (at) => {
    active = at;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = list.children[at];
    if (option) option.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const show = (open) => {
    const found = open ? matches(field.value) : [];
    list.replaceChildren(...found.slice(0, field.value ? SHOWN : found.length).map((country) => option(list.id, country)));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = open ? (found.length ? word("country_found", { number: found.length }) : word("country_none")) : "";
    mark(open && field.value && found.length ? 0 : -1);
    if (found.length) list.scrollIntoView({ block: "nearest" });
  };
  const take = (chosen) => {
    if (!chosen) return;
    field.value = "";
    show(false);
    choose(chosen.dataset.code, chosen.dataset.name);
  };
  const keys = {
    ArrowDown: () => (list.hidden ? show(true) : mark(Math.min(active + 1, list.children.length - 1))),
    ArrowUp: () => mark(Math.max(active - 1, 0)),
    Enter: () => take(list.children[active]),
    Escape: () => show(false),
  };
  field.addEventListener("input", () => show(true));
  field.addEventListener("click", () => show(true));
  field.addEventListener("blur", () => show(false));
  field.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.isComposing) return;
    event.preventDefault();
    if (event.key === "Escape" && !list.hidden) event.stopPropagation();
    keys[event.key]();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the field from losing focus first
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));
}

function option(listId, [code, name, flag]) {
  return make("li", { id: `${listId}-${code}`, role: "option", "aria-selected": "false", "data-code": code, "data-name": name },
    make("span", { "aria-hidden": "true" }, `${flag} `), name);
}
