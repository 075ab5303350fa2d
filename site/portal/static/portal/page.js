// Improves what works without it: a print button, the moment of printing, a button that copies.

const twoDigits = (number) => String(number).padStart(2, "0");

function showMoment() {
  const now = new Date();
  const day = [now.getDate(), now.getMonth() + 1].map(twoDigits).join("/");
  const time = [now.getHours(), now.getMinutes()].map(twoDigits).join(":");
  for (const place of document.querySelectorAll("[data-printed]")) {
    place.textContent = `${day}/${now.getFullYear()} ${time}`;
    place.parentElement.hidden = false;
  }
}

async function copy(button) {
  const status = button.parentElement.querySelector("[role=status]");
  await navigator.clipboard.writeText(button.dataset.copy);
  button.dataset.words ??= button.textContent;
  button.textContent = status.textContent = button.dataset.copied;
  setTimeout(() => {
    button.textContent = button.dataset.words;
    status.textContent = "";
  }, 4000);
}

function offer(selector, action) {
  for (const button of document.querySelectorAll(selector)) {
    button.addEventListener("click", () => action(button));
    button.parentElement.hidden = false;
  }
}

window.addEventListener("beforeprint", showMoment);
offer("[data-print]", () => window.print());
// Browsers have a clipboard for pages on https and on the same machine only.
if (navigator.clipboard) {
  offer("[data-copy]", copy);
}
