import { island } from "../lib/island";

// `[data-ping-url]`: the page of somebody who takes part from afar says every few seconds that it is there, also when hidden:
// who reads another window still takes part. A page that comes back on line says so at once.
island("[data-ping-url]", (place) => {
  const url = place.dataset["pingUrl"] ?? "";
  const pause = Number(place.dataset["pingSeconds"]) * 1000;
  if (!url || !(pause >= 5000)) return;
  const ping = (): void => void fetch(url, { cache: "no-store", redirect: "manual" }).then(gone).catch(() => undefined);
  setInterval(ping, pause);
  window.addEventListener("online", ping);
});

// A tablet that was signed out meanwhile, or a link that was taken back: what is on the screen goes.
function gone(answer: Response): void {
  if (answer.type === "opaqueredirect" || answer.status === 404 || answer.status === 410) location.reload();
}
