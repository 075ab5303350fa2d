// Which view the address asks for, and the way from one to the next.

import { ApiError, announcement, announcements, categories, draft, site } from "./api.js";
import { article } from "./article.js";
import { element, route } from "./elements.js";
import { list } from "./list.js";
import { askForPlace, joinPanel } from "./panel.js";
import { LANGUAGES, wordsOf } from "./words.js";

const main = document.getElementById("main");
const status = document.getElementById("status");
const LARGEST_OFFSET = 1_000_000;

const portalName = site()
  .then(({ portal }) => portal)
  .catch(() => "");
let running = new AbortController();

/** Read what the address asks for: a draft in its fragment, an announcement or a list. */
function asked() {
  const query = new URLSearchParams(window.location.search);
  const fragment = new URLSearchParams(window.location.hash.slice(1));
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

/** Return `{language, title, content, said}` of what is asked for. */
async function view(query, signal) {
  if (query.token !== null) {
    const shown = await draft(query, signal);
    return whole(shown, { isDraft: true });
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
  };
}

function whole(shown, options) {
  const language = shown.meta.locale;
  const words = wordsOf(language);
  const back = route({ lang: language === "vi" ? "" : language }, words.back);
  return {
    language,
    title: shown.title,
    content: [element("p", { class: "back" }, back), article(shown, options)],
    said: words.loaded(shown.title),
    translations: shown.meta.translations,
  };
}

function failure(problem, { language, token }) {
  const words = wordsOf(language);
  const code = problem instanceof ApiError ? problem.status : "other";
  const isPreview = token !== null;
  const sentence =
    (isPreview && words.previewErrors[code]) || words.errors[code] || words.errors.other;
  const title = isPreview ? words.noPreview : words.failed;
  const again = element("button", { type: "button" }, words.again);
  again.addEventListener("click", () => show({ movesFocus: true }));
  return {
    language,
    title,
    content: [
      element("h1", { tabindex: "-1" }, title),
      element("p", {}, sentence),
      // A link that was refused will be refused again.
      isPreview && words.previewErrors[code] ? null : element("p", {}, again),
      element("p", {}, route({ lang: language === "vi" ? "" : language }, words.back)),
    ].filter(Boolean),
    said: sentence,
  };
}

async function show({ movesFocus }) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const query = asked();
  main.setAttribute("aria-busy", "true");
  status.textContent = wordsOf(query.language).loading;
  let made;
  try {
    made = await view(query, signal);
  } catch (problem) {
    if (signal.aborted) {
      return;
    }
    console.error(problem);
    made = failure(problem, query);
  }
  const portal = await portalName;
  if (signal.aborted) {
    return;
  }
  frame(made, portal);
  main.replaceChildren(...made.content.filter(Boolean));
  main.removeAttribute("aria-busy");
  status.textContent = made.said;
  if (movesFocus) {
    window.scrollTo(0, 0);
    main.querySelector("h1").focus({ preventScroll: true });
  }
  if (query.token !== null) {
    askForPlace();
  }
}

/** Say around the view what it is and in which language. */
function frame({ language, title, translations = [] }, portal) {
  const words = wordsOf(language);
  document.documentElement.lang = language;
  document.title = portal ? `${title} – ${portal}` : title;
  document.getElementById("skip").textContent = words.skip;
  const name = document.getElementById("name");
  name.textContent = portal || words.announcements;
  name.setAttribute("href", language === "vi" ? "./" : `?lang=${language}`);
  const others = Object.keys(LANGUAGES).filter((code) => code !== language);
  const languages = document.getElementById("languages");
  languages.setAttribute("aria-label", words.languages);
  languages.replaceChildren(
    ...others.map((code) => {
      const id = translations.find(({ locale }) => locale === code)?.id;
      return route({ id, lang: code === "vi" ? "" : code }, LANGUAGES[code], { lang: code, hreflang: code });
    }),
  );
}

function go(address) {
  window.history.pushState(null, "", address);
  show({ movesFocus: true });
}

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("a[data-route]");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
  if (chosen && isPlain) {
    event.preventDefault();
    go(chosen.href);
  }
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const filled = [...new FormData(event.target)].filter(([, value]) => value);
  const query = new URLSearchParams(filled).toString();
  go(query ? `?${query}` : "./");
});

window.addEventListener("popstate", () => {
  // Also fired by the link that skips to the content: it asks for nothing new.
  if (window.location.hash === "" || asked().token !== null) {
    show({ movesFocus: true });
  }
});

joinPanel();
show({ movesFocus: false });
