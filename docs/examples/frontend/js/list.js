// The list of announcements: filter, search, pages.

import { PAGE_SIZE } from "./api.js";
import { element, route } from "./elements.js";
import { figure } from "./library.js";
import { moment, wordsOf } from "./words.js";

/** Return the elements of a list. */
export function list({ meta, items }, categories, asked) {
  const words = wordsOf(asked.language);
  return [
    element("h1", { tabindex: "-1" }, words.announcements),
    form(categories, asked, words),
    element("p", { class: "count" }, words.found(meta.total_count)),
    items.length > 0 ? element("ul", { class: "plain" }, items.map(teaser)) : nothing(asked, words),
    pages(meta.total_count, asked, words),
  ];
}

function form(categories, { language, category, words: typed }, words) {
  const options = [
    element("option", { value: "" }, words.all),
    ...categories.map(({ slug, name }) =>
      element("option", { value: slug, selected: slug === category }, name),
    ),
  ];
  return element(
    "form",
    { class: "filter", role: "search", action: "./" },
    language !== "vi" && element("input", { type: "hidden", name: "lang", value: language }),
    element("label", { for: "words" }, words.words),
    element("input", { id: "words", name: "q", type: "search", value: typed, maxlength: 200 }),
    element("label", { for: "category" }, words.category),
    element("select", { id: "category", name: "category" }, options),
    element("button", { type: "submit" }, words.search),
  );
}

function teaser(shown) {
  const { id, meta, title, date, summary, category, illustration } = shown;
  return element(
    "li",
    { class: "teaser", lang: meta.locale },
    illustration && figure({ image: illustration.image, alt: "" }),
    element(
      "div",
      {},
      element("h2", {}, route({ id, lang: meta.locale === "vi" ? "" : meta.locale }, title)),
      element(
        "p",
        { class: "facts" },
        element("time", { datetime: date }, moment(date, meta.locale)),
        category && element("span", {}, category.name),
      ),
      summary && element("p", {}, summary),
    ),
  );
}

function nothing(asked, words) {
  const lang = asked.language === "vi" ? "" : asked.language;
  return element("p", {}, `${words.none} `, route({ lang }, words.showAll));
}

function pages(total, { language, category, words: typed, offset }, words) {
  if (total <= PAGE_SIZE) {
    return null;
  }
  const lang = language === "vi" ? "" : language;
  const at = (place) => ({ lang, category, q: typed, offset: place > 0 ? String(place) : "" });
  const page = Math.floor(offset / PAGE_SIZE) + 1;
  const last = Math.ceil(total / PAGE_SIZE);
  return element(
    "nav",
    { class: "pages", "aria-label": words.pages },
    offset > 0 && route(at(offset - PAGE_SIZE), words.newer, { rel: "prev" }),
    element("span", {}, words.pageOf(page, last)),
    offset + PAGE_SIZE < total && route(at(offset + PAGE_SIZE), words.older, { rel: "next" }),
  );
}
