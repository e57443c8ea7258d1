/** Shows what was filled in at once, as the server sees it; copies a snippet. Without scripts, the form's button does. */

const form = document.getElementById("choice");
const PAUSE = 400; // milliseconds without a key before the preview follows
let bell = 0;
let asked = 0;

async function follow() {
  const mine = (asked += 1);
  const query = new URLSearchParams(new FormData(form));
  const page = await fetch(`/embed?${query}`).then((answer) => answer.text()).catch(() => "");
  const result = new DOMParser().parseFromString(page, "text/html").getElementById("result");
  if (!result || mine !== asked) return;
  document.getElementById("result").replaceWith(result);
  for (const field of form.querySelectorAll("input")) mark(field);
  offerCopy();
}

function mark(field) {
  const fault = document.getElementById(`${field.id}-fault`);
  if (fault) field.setAttribute("aria-describedby", fault.id);
  else field.removeAttribute("aria-describedby");
  field.setAttribute("aria-invalid", String(Boolean(fault)));
}

function offerCopy() {
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.from).textContent);
  button.nextElementSibling.textContent = button.dataset.done;
}

form.addEventListener("input", () => {
  clearTimeout(bell);
  bell = setTimeout(follow, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  follow();
});
offerCopy();
