// One announcement, public or a draft.

import { body } from "./blocks.js";
import { element, link, route } from "./elements.js";
import { documentCard, figure } from "./library.js";
import { LANGUAGES, day, moment, wordsOf } from "./words.js";

/** Return the elements of an announcement in the shape of the API. */
export function article(shown, { isDraft = false } = {}) {
  const language = shown.meta.locale;
  const words = wordsOf(language);
  const context = { language, words };
  const facts = [
    shown.date && element("time", { datetime: shown.date }, moment(shown.date, language)),
    shown.category && element("span", {}, shown.category.name),
  ].filter(Boolean);
  return element(
    "article",
    { lang: language },
    isDraft && element("p", { class: "draft" }, words.draft),
    element("h1", { tabindex: "-1" }, shown.title),
    facts.length > 0 && element("p", { class: "facts" }, facts),
    translations(shown.meta.translations, words),
    shown.correction &&
      element(
        "section",
        { class: "correction" },
        element("h2", {}, words.correction),
        shown.correction.split(/\n+/).map((line) => element("p", {}, line)),
      ),
    shown.summary && element("p", { class: "summary" }, shown.summary),
    shown.illustration && figure(shown.illustration),
    body(shown.body ?? [], context),
    shown.byline && element("p", { class: "byline" }, shown.byline),
    shown.source && element("p", { class: "source" }, `${words.source}: ${shown.source}`),
    attachments(shown.attachments ?? [], context),
    citations(shown.citations ?? [], shown.attachments ?? [], context),
  );
}

function translations(others, words) {
  if (others.length === 0) {
    return null;
  }
  const links = others.map(({ id, locale }) =>
    route({ id, lang: locale }, LANGUAGES[locale] ?? locale, { lang: locale, hreflang: locale }),
  );
  return element("p", { class: "translations" }, `${words.readIn}: `, links);
}

function attachments(files, context) {
  if (files.length === 0) {
    return null;
  }
  const { words } = context;
  return element(
    "section",
    { "aria-labelledby": "attachments" },
    element("h2", { id: "attachments" }, words.attachments),
    element("ul", { class: "plain" }, files.map((file) => element("li", {}, documentCard(file, "", context)))),
  );
}

function citations(numbers, files, { language, words }) {
  if (numbers.length === 0) {
    return null;
  }
  const items = numbers.map((cited) => {
    const file = files.find(({ id }) => id === cited.document?.id);
    const name = [cited.kind?.name, cited.number].filter(Boolean).join(" ");
    const date = cited.date && ` (${day(cited.date, language)})`;
    return element("li", { lang: "vi" }, file ? link(file.meta.html_url, name) : name, date);
  });
  return element(
    "section",
    { "aria-labelledby": "citations" },
    element("h2", { id: "citations" }, words.citations),
    element("ul", {}, items),
  );
}
