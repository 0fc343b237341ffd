import { island } from "../lib/island";

// `[data-reload-seconds="20"]`: a page without a stream looks again from time to time while somebody looks at it.
island("[data-reload-seconds]", (place) => {
  const pause = Number(place.dataset["reloadSeconds"]) * 1000;
  if (!(pause >= 5000)) return;
  setInterval(() => {
    if (!document.hidden) location.reload();
  }, pause);
});
