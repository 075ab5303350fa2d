// Puts what was found in a file's text into the field of the form that it is offered for. Without
// this script the text stands there all the same, to be copied.
for (const button of document.querySelectorAll("[data-offer-for]")) {
  const field = document.getElementById(button.dataset.offerFor);
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = button.dataset.offer;
    for (const name of ["input", "change"]) {
      field.dispatchEvent(new Event(name, { bubbles: true }));
    }
    field.focus();
  });
}
