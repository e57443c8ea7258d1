/** The menu in the header: start again, delete, about, language. */

import { byId } from "./dom.js";

const menu = byId("menu");
const button = byId("menu-button");

/** `acts` has restart, remove, about, and language, which is called before the page changes its language. */
export function listenToMenu(acts) {
  button.addEventListener("click", () => open(menu.hidden));
  const items = { "restart-button": acts.restart, "delete-button": acts.remove, "about-button": acts.about };
  for (const [id, act] of Object.entries(items)) byId(id).addEventListener("click", () => choose(act));
  menu.addEventListener("click", (event) => {
    const language = event.target.dataset.language;
    if (language) choose(() => change(language, acts.language));
  });
  addEventListener("pointerdown", ({ target }) => !menu.contains(target) && !button.contains(target) && open(false));
  addEventListener("keydown", (event) => event.key === "Escape" && !menu.hidden && choose(() => {}));
}

function open(isOpen) {
  menu.hidden = !isOpen;
  button.setAttribute("aria-expanded", String(isOpen));
}

function choose(act) {
  open(false);
  button.focus();
  act();
}

function change(language, before) {
  before();
  const address = new URL(location.href);
  address.searchParams.set("lang", language);
  location.replace(address);
}
