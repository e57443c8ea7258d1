/** Reads an answer aloud on request, with voices that live on this device: nothing is sent to a speech service. */

const speech = window.speechSynthesis;

/** Reads elements one after the other, each in its own language; `done` is called at the end or when stopped. */
export function readAloud(elements, done) {
  hush();
  const sayings = elements.map(saying);
  const last = sayings.at(-1);
  for (const way of ["end", "error"]) last?.addEventListener(way, done, { once: true });
  sayings.forEach((one) => speech.speak(one));
}

/** Stops reading. */
export function hush() {
  speech?.cancel();
}

/** Whether this device itself has a voice for a language. */
export const hasVoice = (lang) => Boolean(voice(lang));

/** Calls `look` when the browser has found its voices, which may be after the first answer. */
export function onVoices(look) {
  speech?.addEventListener?.("voiceschanged", look);
}

function voice(lang) {
  const spoken = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  return speech?.getVoices().find((one) => one.localService && spoken(one.lang) === spoken(lang));
}

function saying(element) {
  const lang = element.closest("[lang]").lang;
  const one = new SpeechSynthesisUtterance(element.innerText);
  [one.lang, one.voice] = [lang, voice(lang) ?? null];
  return one;
}
