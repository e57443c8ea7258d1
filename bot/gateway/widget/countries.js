/** A country picker: type and choose, by key or touch (the combobox pattern of the ARIA Authoring Practices). */

import { config, countryName, word } from "./words.js";
import { make } from "./dom.js";

const MOST_FOUND = 8;
let count = 0;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const parts = (name) => plain(name).split(/[\s-]+/);

const LETTER_A = 65;
const FLAG_A = 0x1f1e6; // regional indicator A: two of them are a flag
const COUNTRIES = config.countries.split(" ")
  .map((code) => [code, countryName(code), flag(code)])
  .sort(([, one], [, other]) => one.localeCompare(other, config.lang));

function flag(code) {
  return String.fromCodePoint(...[...code].map((letter) => letter.charCodeAt(0) - LETTER_A + FLAG_A));
}

/** The countries that fit what was typed: codes and initials ("uk"), names that begin so, then words within. */
export function matches(typed) {
  const sought = plain(typed.trim());
  const score = ([code, name]) => {
    if (code.toLowerCase() === sought || parts(name).map((part) => part[0]).join("") === sought) return 0;
    if (plain(name).startsWith(sought)) return 1;
    return parts(name).some((part) => part.startsWith(sought)) ? 2 : 3;
  };
  const scored = COUNTRIES.map((country) => [score(country), country]).filter(([points]) => points < 3);
  return scored.sort((one, other) => one[0] - other[0]).map(([, country]) => country);
}

/** The picker; `choose(code, name)` is called once a country is chosen. */
export function countryPicker(choose) {
  return new Picker(choose).element;
}

class Picker {
  active = -1;

  constructor(choose) {
    const id = `country-${(count += 1)}`;
    this.choose = choose;
    this.list = make("ul", { id: `${id}-list`, role: "listbox", "aria-label": word("country_label"), hidden: true });
    this.status = make("p", { class: "unseen", role: "status" });
    this.field = make("input", {
      id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      placeholder: word("country_hint"), "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": this.list.id,
    });
    const label = make("label", { for: id }, word("country_label"));
    this.element = make("div", { class: "country" }, label, this.field, this.list, this.status);
    this.listen();
  }

  listen() {
    this.field.addEventListener("input", () => this.show());
    this.field.addEventListener("click", () => this.show());
    this.field.addEventListener("blur", () => this.hide());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  press(event) {
    const act = this.keys[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    if (!this.list.hidden) event.stopPropagation(); // Escape closes the list first, then the panel
    act();
  }

  keys = {
    ArrowDown: () => (this.list.hidden ? this.show() : this.mark(Math.min(this.active + 1, this.last()))),
    ArrowUp: () => this.mark(Math.max(this.active - 1, 0)),
    Enter: () => this.take(this.list.children[this.active]),
    Escape: () => this.hide(),
  };

  last() {
    return this.list.children.length - 1;
  }

  show() {
    const typed = this.field.value;
    const found = matches(typed);
    const shown = typed ? found.slice(0, MOST_FOUND) : found;
    this.fill(shown.map((country) => option(this.list.id, country)));
    this.status.textContent = word(found.length ? "country_found" : "country_none", { number: found.length });
    if (typed) this.mark(0);
    if (found.length) this.list.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.fill([]);
    this.status.textContent = "";
  }

  fill(options) {
    this.list.replaceChildren(...options);
    this.list.hidden = !options.length;
    this.field.setAttribute("aria-expanded", String(options.length > 0));
    this.mark(-1);
  }

  mark(at) {
    this.active = at;
    [...this.list.children].forEach((entry, index) => entry.setAttribute("aria-selected", String(index === at)));
    const entry = this.list.children[at];
    entry?.scrollIntoView({ block: "nearest" });
    if (entry) this.field.setAttribute("aria-activedescendant", entry.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  take(chosen) {
    if (!chosen) return;
    this.field.value = "";
    this.hide();
    this.choose(chosen.dataset.code, chosen.dataset.name);
  }
}

function option(listId, [code, name, flag]) {
  const data = { "data-code": code, "data-name": name };
  const marks = { id: `${listId}-${code}`, role: "option", "aria-selected": "false" };
  return make("li", { ...marks, ...data }, make("span", { "aria-hidden": "true" }, `${flag} `), name);
}
