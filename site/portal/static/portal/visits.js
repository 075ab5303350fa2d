// Tells the portal, once, that its page is being read. No cookie goes along, and no content.
// A page that was fetched ahead or opened in a tab behind is read when it is first seen.
(() => {
  const { beacon } = document.currentScript.dataset;
  const tell = () => {
    if (document.visibilityState === "hidden") {
      return;
    }
    document.removeEventListener("visibilitychange", tell);
    fetch(beacon, { method: "POST", credentials: "omit", keepalive: true }).catch(() => {});
  };
  document.addEventListener("visibilitychange", tell);
  tell();
})();
