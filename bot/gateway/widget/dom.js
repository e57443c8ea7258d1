/** Makes elements. Texts become text nodes, never markup. */

const SVG = "http://www.w3.org/2000/svg";
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ku-Arab|ps|sd|ug|ur|yi)(-|$)/;

export const byId = (id) => document.getElementById(id);

/** An element with attributes (null and false are left out; functions become listeners) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => Boolean(child)));
  return element;
}

/** An icon of the page, invisible to screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}

/** The direction in which a language is written. */
export const direction = (lang) => (RIGHT_TO_LEFT.test(lang) ? "rtl" : "ltr");
