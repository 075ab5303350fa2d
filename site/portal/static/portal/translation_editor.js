// Says in the language of the admin what wagtail-localize 1.14 writes into its script in English.
// React keeps the nodes: only the characters in them are changed.

const { heading, more } = document.currentScript.dataset;

function say(editor) {
  for (const { firstChild: text } of editor.querySelectorAll("h3")) {
    const found = /^(.+) to (.+) translation$/.exec(text?.data ?? "");
    if (found) {
      text.data = heading.replace("{source}", found[1]).replace("{target}", found[2]);
    }
  }
  for (const { firstChild: text } of editor.querySelectorAll(".w-sr-only")) {
    if (text?.data === "More actions") {
      text.data = more;
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const editor = document.querySelector(".js-translation-editor");
  if (editor) {
    say(editor);
    new MutationObserver(() => say(editor)).observe(editor, { childList: true, subtree: true });
  }
});
