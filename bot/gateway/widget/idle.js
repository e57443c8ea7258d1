/** Notices when nobody has used the chat for a while: warns, and then has it cleared. */

import { byId } from "./dom.js";

const WARNING = 2 * 60000; // milliseconds; as interface key idle_text says
const LOOK = 5000;

let last = Date.now();
let warned = false;

/** Calls `wipe` after `minutes` without a key or touch, two minutes after a warning that can be answered. */
export function watchIdle(minutes, isUsed, wipe) {
  const limit = minutes * 60000;
  const look = () => {
    if (!isUsed()) return;
    const idle = Date.now() - last;
    if (idle >= limit) clearNow(wipe);
    else if (idle >= limit - WARNING && !warned) warn();
  };
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look); // timers sleep in a hidden tab
  for (const sign of ["keydown", "pointerdown"]) addEventListener(sign, stay, true);
  byId("keep-button").addEventListener("click", keep);
  byId("clear-button").addEventListener("click", () => clearNow(wipe));
}

function stay(event) {
  if (!byId("idle")?.contains(event.target)) keep(event);
}

function keep(event) {
  last = Date.now();
  if (!warned) return;
  hide();
  if (event.type === "click") byId("text").focus();
}

function warn() {
  warned = true;
  byId("idle").hidden = false;
  byId("keep-button").focus();
}

function hide() {
  warned = false;
  byId("idle").hidden = true;
}

function clearNow(wipe) {
  last = Date.now();
  hide();
  wipe();
}
