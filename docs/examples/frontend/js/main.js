// Shows what the address asks for, and goes from one view to the next.

import { site } from "./api.js";
import { route } from "./elements.js";
import { askForPlace, joinPanel } from "./panel.js";
import { asked, failure, view } from "./views.js";
import { LANGUAGES, wordsOf } from "./words.js";

const main = document.getElementById("main");
const status = document.getElementById("status");
const portalName = site()
  .then(({ portal }) => portal)
  .catch(() => "");

let running = new AbortController();

async function show({ movesFocus }) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const query = asked(window.location);
  main.setAttribute("aria-busy", "true");
  status.textContent = wordsOf(query.language).loading;
  const made = await view(query, signal).catch((problem) =>
    failure(problem, query, () => show({ movesFocus: true })),
  );
  const portal = await portalName;
  if (signal.aborted) {
    // Another view was asked for meanwhile.
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
function frame({ language, title, translations }, portal) {
  const words = wordsOf(language);
  document.documentElement.lang = language;
  document.title = portal ? `${title} – ${portal}` : title;
  document.getElementById("skip").textContent = words.skip;
  const name = document.getElementById("name");
  name.textContent = portal || words.announcements;
  // A portal has its name in one language.
  name.lang = portal ? "vi" : language;
  name.setAttribute("href", language === "vi" ? "./" : `?lang=${language}`);
  const languages = document.getElementById("languages");
  languages.setAttribute("aria-label", words.languages);
  const others = Object.keys(LANGUAGES).filter((code) => code !== language);
  languages.replaceChildren(
    ...others.map((code) => {
      const id = translations.find(({ locale }) => locale === code)?.id;
      const query = { id, lang: code === "vi" ? "" : code };
      return route(query, LANGUAGES[code], { lang: code, hreflang: code });
    }),
  );
}

function go(address) {
  window.history.pushState(null, "", address);
  show({ movesFocus: true });
}

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("a[data-route]");
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (chosen && !opensElsewhere) {
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
  // The link that skips to the content asks for nothing new.
  if (window.location.hash !== "#main") {
    show({ movesFocus: true });
  }
});

joinPanel();
show({ movesFocus: false });
