import { island } from "../lib/island";

// The residents' portal: a phone without a network shows the page as it was last seen, and says so.
island("body[data-portal]", (body) => {
  if (!("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register("/sw.js").then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const home = body.dataset["portal"];
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    active?.postMessage({ type: "portal", home, offline: `${home}offline/`, assets: loaded.filter((url) => url.includes("/static/ui/dist/")) });
  });
  const note = body.querySelector<HTMLElement>("[data-offline-note]");
  const show = (): void => {
    if (note) note.hidden = navigator.onLine;
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
});
