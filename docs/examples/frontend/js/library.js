// Images and documents of the library, the same wherever they stand.

import { element, link, openable } from "./elements.js";
import { day, fileSize } from "./words.js";

/** Return an image with its caption, null where the portal shows none. */
export function figure({ image, alt, caption }) {
  const fallback = image?.renditions?.jpeg;
  if (!fallback || !openable(fallback.url)) {
    return null;
  }
  const others = Object.entries(image.renditions)
    .filter(([name, rendition]) => name !== "jpeg" && openable(rendition.url))
    .map(([, rendition]) => `${rendition.url} ${rendition.width}w`);
  const shown = element("img", {
    src: fallback.url,
    srcset: others.join(", ") || null,
    sizes: "(min-width: 44rem) 42rem, 92vw",
    width: fallback.width,
    height: fallback.height,
    alt: alt ?? "",
    loading: "lazy",
  });
  return element("figure", {}, shown, caption && element("figcaption", {}, caption));
}

/** Return a document with what a reader wants to know before opening it. */
export function documentCard(file, text, { language, words }) {
  const facts = [
    [file.kind?.name, file.number].filter(Boolean).join(" "),
    file.issued_on && day(file.issued_on, language),
    file.issuer?.name,
  ].filter(Boolean);
  const kind = file.filename.split(".").pop().toUpperCase();
  const size = [kind, fileSize(file.size, language)];
  if (file.page_count) {
    size.push(words.pageCount(file.page_count));
  }
  return element(
    "div",
    { class: "document" },
    // A document has no language: its title, issuer and kind are Vietnamese everywhere.
    element("p", { class: "document-title" }, link(file.meta.download_url, text || file.title)),
    facts.length > 0 && element("p", { lang: "vi" }, facts.join(" · ")),
    element("p", {}, size.join(" · ")),
    element(
      "p",
      { class: `signature signature-${file.signature_status}` },
      words.signatures[file.signature_status] ?? file.signature_status,
    ),
  );
}
