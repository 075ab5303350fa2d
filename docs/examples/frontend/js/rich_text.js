// The one place at which a string becomes HTML: rich text, which the portal has sanitised.
// The page's policy (`require-trusted-types-for`) lets no other string become HTML, and refuses a
// second maker of trusted HTML; browsers without Trusted Types take the string as it is.

const policy = window.trustedTypes?.createPolicy("rich-text", { createHTML: (html) => html }) ?? {
  createHTML: (html) => html,
};

/** Return the display-ready HTML of a paragraph block as an element. */
export function richText(html) {
  const made = document.createElement("div");
  made.className = "rich-text";
  made.innerHTML = policy.createHTML(html);
  return made;
}
