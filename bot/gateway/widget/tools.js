/** What one can do with an answer: have it said simpler, hear it, copy it. */

import { word } from "./words.js";
import { byId, make } from "./dom.js";
import { copied } from "./copying.js";
import { hasVoice, hush, onVoices, readAloud } from "./aloud.js";

const READ = ".bubble, .card";

/** The row of tools for the newest answer; `simpler` and copying are left out where there is nothing to simplify or something better to copy. */
export function tools(parts, simpler, mayCopy) {
  const listen = make("button", { type: "button", class: "listen", "aria-pressed": "false" }, word("listen"));
  listen.addEventListener("click", () => toggle(listen, parts));
  listen.dataset.lang = parts[0].lang;
  reveal(listen);
  const copy = mayCopy && make("button", { type: "button", click: () => take(parts) }, word("copy"));
  return make("div", { class: "tools", role: "group", "aria-label": word("tools") },
    simpler && make("button", { type: "button", click: simpler }, word("simpler")), listen, copy);
}

function toggle(listen, parts) {
  const isReading = listen.getAttribute("aria-pressed") === "true";
  if (isReading) return hush();
  listen.setAttribute("aria-pressed", "true");
  return readAloud(parts.filter((part) => part.matches(READ)), () => listen.setAttribute("aria-pressed", "false"));
}

function take(parts) {
  const text = parts.filter((part) => part.matches(READ) || part.matches(".cards")).map((part) => part.innerText);
  byId("status").textContent = word(copied(text.join("\n\n")) ? "copied" : "plan_by_hand");
}

function reveal(listen) {
  listen.hidden = !hasVoice(listen.dataset.lang);
}

onVoices(() => document.querySelectorAll(".listen").forEach(reveal));
