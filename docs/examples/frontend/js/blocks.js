// The body of an announcement: one function for each type of block (docs/api.md).

import { element, link } from "./elements.js";
import { documentCard, figure } from "./library.js";
import { richText } from "./rich_text.js";
import { day, number } from "./words.js";

const BLOCKS = {
  heading: ({ level, text }, context) => {
    // An editor may begin with a subsection; who hears the page would miss the section above it.
    context.level = Math.min(Math.max(level, 2), context.level + 1);
    return element(`h${context.level}`, {}, text);
  },

  paragraph: (html) => richText(html),

  image: (value) => figure({ ...value, alt: value.decorative ? "" : value.alt }),

  document: (value, context) =>
    value.document && documentCard(value.document, value.text, context),

  quote: ({ text, attribution }) =>
    element(
      "figure",
      { class: "quote" },
      element("blockquote", {}, element("p", {}, text)),
      attribution && element("figcaption", {}, attribution),
    ),

  table,

  // Nothing foreign is loaded here: a link leads there.
  embed: ({ url, title, provider }) =>
    element("p", { class: "embed" }, link(url, provider ? `${title} (${provider})` : title)),
};

/** Return the elements of all blocks; what this front end does not know is left out. */
export function body(blocks, context) {
  const here = { ...context, level: 1 };
  return blocks.map(({ type, value }) => BLOCKS[type]?.(value, here)).filter(Boolean);
}

function table({ caption, row_headers: rowHeaders, columns, rows }, { language, words }) {
  const head = columns.map(({ heading }) => element("th", { scope: "col" }, heading));
  const lines = rows.map((row) =>
    element(
      "tr",
      {},
      row.map((cell, place) => {
        const { type } = columns[place];
        const isHeader = rowHeaders && place === 0;
        return element(
          isHeader ? "th" : "td",
          { scope: isHeader ? "row" : null, class: type === "number" ? "number" : null },
          written(cell, type, language),
        );
      }),
    ),
  );
  // A wide table is moved sideways, by keyboard too.
  return element(
    "div",
    { class: "table", role: "region", tabindex: "0", "aria-label": caption || words.table },
    element(
      "table",
      {},
      caption && element("caption", {}, caption),
      element("thead", {}, element("tr", {}, head)),
      element("tbody", {}, lines),
    ),
  );
}

function written(cell, type, language) {
  if (type === "number") {
    return number(cell, language);
  }
  return type === "date" && cell ? day(cell, language) : cell;
}
