// Elements made from names, attributes and text. Text never becomes HTML here.

/**
 * Return a new element.
 * Attributes that are null, undefined or false are left out; so are such children.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return made;
}

/** Return `address` where a browser may open it, else null: `javascript:` and the like. */
export function openable(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
}

/** Return a link to another site; its words alone where the address is none. */
export function link(address, words, attributes = {}) {
  const href = openable(address);
  return href ? element("a", { href, rel: "noopener", ...attributes }, words) : words;
}

/** Return a link to another view of this front end. */
export function route(query, words, attributes = {}) {
  const set = Object.entries(query).filter(([, value]) => value);
  const search = new URLSearchParams(set).toString();
  return element("a", { href: search ? `?${search}` : "./", "data-route": true, ...attributes }, words);
}
