// What is asked of the portal. Every answer is JSON; every error is `{"message": …}`.

/** Scheme, host and port of the portal, from the page itself. */
export const PORTAL = document.querySelector("meta[name=portal]").content;

const API = `${PORTAL}/api/v2/`;
const ANNOUNCEMENT = "announcements.AnnouncementPage";

export const PAGE_SIZE = 10;

/** An answer that is an error; `status` is 0 where there was no answer at all. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(`${API}${path}`, { credentials: "omit", ...options });
  } catch (problem) {
    if (problem.name === "AbortError") {
      throw problem;
    }
    throw new ApiError(0, String(problem));
  }
  const answer = await response.json().catch(() => ({ message: response.statusText }));
  if (!response.ok) {
    throw new ApiError(response.status, answer.message);
  }
  return answer;
}

/** Return `{meta: {total_count}, items}`: whole announcements, the newest first. */
export function announcements({ language, category, words, offset }, signal) {
  const query = new URLSearchParams({ type: ANNOUNCEMENT, fields: "*", locale: language });
  query.set("limit", PAGE_SIZE);
  query.set("offset", offset);
  if (category) {
    query.set("category", category);
  }
  if (words) {
    query.set("search", words);
  } else {
    query.set("order", "-date");
  }
  return ask(`pages/?${query}`, { signal });
}

/** Return one announcement. */
export function announcement(id, signal) {
  return ask(`pages/${encodeURIComponent(id)}/`, { signal });
}

/** Return the categories of a language, by name. */
export async function categories(language, signal) {
  const query = new URLSearchParams({ locale: language, limit: 100, fields: "_,slug,name" });
  return (await ask(`categories/?${query}`, { signal })).items;
}

/** Return what the portal says of itself. */
export function site(signal) {
  return ask("site/", { signal });
}

/** Return the draft that a preview link shows. It works once: there is no asking again. */
export function draft({ page, token }, signal) {
  return ask("preview/", { method: "POST", body: new URLSearchParams({ page, token }), signal });
}
