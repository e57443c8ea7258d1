/** Speaks with embed.js on the page around the frame: open, close, exit, and nothing of the conversation. */

import { config } from "./words.js";

const PATIENCE = 500; // milliseconds the page has to take the frame away
let origin = null;

/** Whether the chat stands in a frame. */
export const isFramed = window.parent !== window;

/** Answers the page when it opens the frame: `met` is called then, and `leave` when the visitor leaves by the page. */
export function meet(leave, met) {
  addEventListener("message", (event) => {
    if (event.source !== window.parent || !isAllowed(event.origin)) return;
    if (event.data?.type === "open") {
      greet(event.origin);
      met();
    }
    if (event.data?.type === "exit") leave();
  });
}

/** Asks the page to take the frame away. */
export const askToClose = () => send("close");

/** Asks the page to leave for the neutral site; goes itself when the page does not. */
export function askToLeave() {
  if (isFramed) send("exit");
  setTimeout(goAlone, isFramed && origin ? PATIENCE : 0);
}

function goAlone() {
  try {
    window.top.location.replace(config.exit_url);
  } catch {
    location.replace("about:blank"); // the neutral site would refuse to stand in a frame
  }
}

function greet(from) {
  origin = from;
  send("open");
}

function send(type) {
  if (origin) window.parent.postMessage({ type, url: config.exit_url }, origin);
}

/** The pages that frame-ancestors lets frame us: our own, the site's, and for the default site this machine's. */
function isAllowed(from) {
  const isOfThisMachine = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(from);
  if (config.site.id === "default" && isOfThisMachine) return true;
  return [location.origin, ...config.parent_origins].some((listed) => isSame(listed, from));
}

/** A star stands for the first part of a name, as in frame-ancestors. */
function isSame(listed, from) {
  const [scheme, ending] = listed.split("*");
  return ending ? from.startsWith(scheme) && from.endsWith(ending) : listed === from;
}
