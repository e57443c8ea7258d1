/** The menu in the header: start again, age, country, larger text, print, delete, about, language. */

import { byId } from "./dom.js";

const SIZES = ["100%", "125%", "150%"]; // of the reader's own text size

const menu = byId("menu");
const button = byId("menu-button");

/** `acts` has restart, remove, about, script(payload, title), and language, which is called before the page changes
 * its language. */
export function listenToMenu(acts) {
  button.addEventListener("click", () => unfold(menu.hidden));
  const items = { "restart-button": acts.restart, "delete-button": acts.remove, "about-button": acts.about,
    "larger-button": enlarge, "print-button": print };
  for (const [id, act] of Object.entries(items)) byId(id).addEventListener("click", () => choose(act));
  menu.addEventListener("click", (event) => {
    const { language, payload } = event.target.dataset;
    if (language) choose(() => change(language, acts.language));
    if (payload) choose(() => acts.script(payload, event.target.textContent));
  });
  addEventListener("pointerdown", ({ target }) => !menu.contains(target) && !button.contains(target) && unfold(false));
  addEventListener("keydown", (event) => event.key === "Escape" && !menu.hidden && choose(() => {}));
}

function unfold(isOpen) {
  menu.hidden = !isOpen;
  button.setAttribute("aria-expanded", String(isOpen));
}

function choose(act) {
  unfold(false);
  button.focus();
  act();
}

/** One size up, and from the largest back to the reader's own. */
function enlarge() {
  const { style } = document.documentElement;
  style.fontSize = SIZES[(SIZES.indexOf(style.fontSize || SIZES[0]) + 1) % SIZES.length];
}

/** With every folded card open, because paper cannot be unfolded. */
function print() {
  document.querySelectorAll("details").forEach((folded) => { folded.open = true; });
  window.print();
}

function change(language, before) {
  before();
  const address = new URL(location.href);
  address.searchParams.set("lang", language);
  location.replace(address);
}
