/** The line to write in. Text only: files that are pasted or dropped are turned away unread. */

import { byId } from "./dom.js";

const form = byId("composer");
const field = byId("text");

/** `send(text)` gets what was written; `refuse()` is called when somebody offers a file. */
export function listen(send, refuse) {
  form.querySelector("button").addEventListener("click", () => submit(send));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit(send);
  });
  field.addEventListener("input", grow);
  turnFilesAway(refuse);
}

/** Shows or hides the line, empty in any case. */
export function ready(isReady) {
  form.hidden = !isReady;
  empty();
}

function submit(send) {
  const text = field.value.trim();
  if (!text) return;
  empty();
  send(text);
}

function empty() {
  field.value = "";
  grow();
}

function grow() {
  field.style.blockSize = "auto";
  if (field.value) field.style.blockSize = `${field.scrollHeight + 2}px`;
}

function turnFilesAway(refuse) {
  const hasFiles = (data) => Boolean(data) && [...data.types].includes("Files");
  document.addEventListener("paste", (event) => {
    if (!hasFiles(event.clipboardData)) return;
    event.preventDefault();
    refuse();
  });
  document.addEventListener("dragover", (event) => hasFiles(event.dataTransfer) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    refuse();
  });
}
