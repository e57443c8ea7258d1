/** Leaving fast: the page is blank at once, and Back does not lead to it. */

const LONGEST = 100; // milliseconds
const KEYS = 3;
const WITHIN = 5000; // milliseconds; the rule of safeguarding.md L3

/** Takes every word off the page. */
export function blank() {
  document.documentElement.classList.add("gone");
  document.body.replaceChildren();
  document.title = "\u00a0";
}

/** Calls `then` once the blank page is drawn: a browser may show its last picture until the next page stands. */
export function onceDrawn(then) {
  let isDone = false;
  const once = () => {
    if (!isDone) then();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, LONGEST); // a hidden page is not drawn
}

/** Blank, and on to a neutral site in place of this page in the history; a page around it goes along. */
export function leaveTo(url) {
  blank();
  onceDrawn(() => {
    try {
      window.top.location.replace(url);
    } catch {
      location.replace("about:blank"); // the neutral site would refuse to stand in a frame
    }
  });
}

/** Calls `leave` at Shift three times within five seconds, no other key between: typing capitals is no exit. */
export function watchShift(leave) {
  let pressed = [];
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") pressed = [];
    else pressed = [...pressed, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN);
    if (pressed.length >= KEYS) leave();
  }, true);
}
