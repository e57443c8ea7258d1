/** Makes a site's colour readable: text on it, and the colour itself as text, keep WCAG's 4.5 : 1. */

const ENOUGH = 4.5;
const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const PAPER = [246, 243, 238]; // the light background of chat.css
const NIGHT = [39, 49, 57]; // the lightest dark background of chat.css

/** Sets --site, --on-site, --ink and --ink-night on the document for a colour like "#1f5f8b". */
export function paint(hex) {
  const site = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const on = contrast(site, WHITE) >= ENOUGH ? WHITE : BLACK;
  const colours = {
    "--site": site, "--on-site": on,
    "--ink": until(site, PAPER, BLACK), "--ink-night": until(site, NIGHT, WHITE),
  };
  for (const [name, colour] of Object.entries(colours)) {
    document.documentElement.style.setProperty(name, `rgb(${colour.map(Math.round)})`);
  }
}

/** `colour`, mixed with `towards` only as far as it needs to be read on `ground`. */
function until(colour, ground, towards) {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = colour.map((part, at) => part + (towards[at] - part) * share);
    if (contrast(mixed, ground) >= ENOUGH) return mixed;
  }
  return towards;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
