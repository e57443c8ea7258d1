/** Makes Exit on the help page as fast as in the chat; without it, Exit is an ordinary link. */

import { leaveTo, watchShift } from "./leave.js";

const exit = document.getElementById("exit");

exit?.addEventListener("click", (event) => {
  event.preventDefault();
  leaveTo(exit.href);
});
watchShift(() => exit && leaveTo(exit.href));
