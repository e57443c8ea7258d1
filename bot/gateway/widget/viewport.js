/** Keeps the header and the line to write in on the screen while a phone's keyboard is open. */

/** For browsers that lay the keyboard over the page instead of making the page smaller. */
export function fitToKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  view.addEventListener("resize", () => {
    const isZoomed = view.scale > 1.01;
    document.documentElement.style.setProperty("--height", isZoomed ? "100dvh" : `${view.height}px`);
    if (!isZoomed) scrollTo(0, 0);
  });
}
