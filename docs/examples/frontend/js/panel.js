// Inside Wagtail's preview panel: the place in the text is kept when the panel shows a new draft.
// The panel waits up to ten seconds for a front end that does not take part.

import { PORTAL } from "./api.js";

const isFramed = window.parent !== window;

function tell(message) {
  const wagtail = { ...message, origin: window.location.origin };
  window.parent.postMessage({ wagtail }, PORTAL);
}

/** Take part: answer where this draft stands, go where the one before it stood. */
export function joinPanel() {
  if (!isFramed) {
    return;
  }
  window.addEventListener("message", ({ data, origin, source }) => {
    if (origin !== PORTAL || source !== window.parent) {
      return;
    }
    const { type, x, y } = data?.wagtail ?? {};
    if (type === "w-preview:get-scroll-position") {
      tell({ type: "w-preview:set-scroll-position", x: window.scrollX, y: window.scrollY });
    } else if (type === "w-preview:set-scroll-position") {
      window.scrollTo({ left: Number(x) || 0, top: Number(y) || 0, behavior: "instant" });
    }
  });
}

/** Ask the panel where the draft before this one stood: when what is shown has its height. */
export function askForPlace() {
  if (isFramed) {
    tell({ type: "w-preview:request-scroll" });
  }
}
