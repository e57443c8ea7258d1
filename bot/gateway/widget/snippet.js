/** The button that copies the snippet; without a clipboard it stays away and the line can be marked by hand. */

const button = document.getElementById("copy");

button.hidden = !navigator.clipboard;
button.addEventListener("click", async () => {
  await navigator.clipboard.writeText(document.getElementById("snippet").textContent);
  document.getElementById("copied").textContent = button.dataset.done;
});
