/** The config that came with the page, and the words in it. */

export const config = JSON.parse(document.getElementById("config").textContent);

/** The words of `key`, with {blanks} filled from `values`; empty when there are none. */
export function word(key, values = {}) {
  return (config.interface[key] ?? "").replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
}

/** The name of a language in the language of the page; its code where the browser knows no name. */
export function languageName(code) {
  return named("language", code);
}

/** The name of a country in the language of the page; the list of names would be a tenth of all that is loaded. */
export function countryName(code) {
  return named("region", code);
}

function named(type, code) {
  try {
    return new Intl.DisplayNames([config.lang], { type }).of(code);
  } catch {
    return code;
  }
}
