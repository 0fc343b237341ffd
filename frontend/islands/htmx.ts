import htmx from "htmx.org/dist/htmx.esm.js";
import { csrf } from "../lib/csrf";
import { announce, note } from "../lib/note";
import { word } from "../lib/words";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}
window.htmx = htmx;

interface Swap {
  ctx: { request: { method: string; headers: Record<string, string> }; target?: Element; response?: { status: number } };
}

document.addEventListener("htmx:config:request", (event) => {
  const { request } = (event as CustomEvent<Swap>).detail.ctx;
  if (request.method !== "GET") request.headers["X-CSRFToken"] = csrf();
});

document.addEventListener("htmx:response:error", (event) => {
  const status = (event as CustomEvent<Swap>).detail.ctx.response?.status ?? 0;
  if (status === 401) location.reload();
  else if (status !== 422 && status !== 409) note(word("net.failed"), true);
});
document.addEventListener("htmx:error", () => note(word("net.failed"), true));

// A swapped part that carries data-announce is read out, for example the new count of a list.
document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector<HTMLElement>("[data-announce]");
  if (said?.dataset["announce"]) announce(said.dataset["announce"]);
});

export { htmx };
