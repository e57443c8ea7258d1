/** Copying a text. A frame of another site's page may not use the clipboard, but may copy what is marked. */

import { make } from "./dom.js";

/** Whether it could be copied. */
export function copied(text) {
  const field = make("textarea", { class: "unseen", "aria-hidden": "true" });
  const before = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus();
  return done;
}
