// What the address asks for, and what is shown for it.

import { ApiError, announcement, announcements, categories, draft } from "./api.js";
import { article } from "./article.js";
import { element, route } from "./elements.js";
import { list } from "./list.js";
import { LANGUAGES, wordsOf } from "./words.js";

const LARGEST_OFFSET = 1_000_000;

/** Read what the address asks for: a draft in its fragment, an announcement or a list. */
export function asked({ search, hash }) {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.slice(1));
  const offset = Number.parseInt(query.get("offset") ?? "0", 10);
  return {
    language: query.get("lang") in LANGUAGES ? query.get("lang") : "vi",
    id: query.get("id"),
    category: query.get("category") ?? "",
    words: (query.get("q") ?? "").trim(),
    offset: offset > 0 && offset < LARGEST_OFFSET ? offset : 0,
    token: fragment.get("token"),
    page: fragment.get("page") ?? "",
  };
}

/**
 * Return what is asked for: `{language, title, content, said, translations}`.
 * `said` is for those who hear the page. Fails as the API does.
 */
export async function view(query, signal) {
  if (query.token !== null) {
    return whole(await draft(query, signal), { isDraft: true });
  }
  if (query.id !== null) {
    return whole(await announcement(query.id, signal));
  }
  const [found, known] = await Promise.all([
    announcements(query, signal),
    categories(query.language, signal),
  ]);
  const words = wordsOf(query.language);
  return {
    language: query.language,
    title: words.announcements,
    content: list(found, known, query),
    said: found.items.length > 0 ? words.found(found.meta.total_count) : words.none,
    translations: [],
  };
}

function whole(shown, options) {
  const language = shown.meta.locale;
  const words = wordsOf(language);
  return {
    language,
    title: shown.title,
    content: [backTo(language), article(shown, options)],
    said: words.loaded(shown.title),
    translations: shown.meta.translations,
  };
}

/** Return the same for a view that could not be shown; `again` tries once more. */
export function failure(problem, { language, token }, again) {
  const words = wordsOf(language);
  const code = problem instanceof ApiError ? problem.status : "other";
  const isPreview = token !== null;
  const refusal = isPreview ? words.previewErrors[code] : null;
  const title = isPreview ? words.noPreview : words.failed;
  const sentence = refusal ?? words.errors[code] ?? words.errors.other;
  const button = element("button", { type: "button" }, words.again);
  button.addEventListener("click", again);
  return {
    language,
    title,
    content: [
      element("h1", { tabindex: "-1" }, title),
      element("p", {}, sentence),
      // A link that was refused will be refused again.
      refusal ? null : element("p", {}, button),
      backTo(language),
    ],
    said: sentence,
    translations: [],
  };
}

function backTo(language) {
  const lang = language === "vi" ? "" : language;
  return element("p", { class: "back" }, route({ lang }, wordsOf(language).back));
}
