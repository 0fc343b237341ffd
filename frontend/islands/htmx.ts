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

// `quiet` is set by requests that nobody asked for (live parts): their failure is told by their age, not by a note.
interface Swap {
  ctx: { quiet?: boolean; request: { method: string; headers: Record<string, string> }; response?: { status: number } };
}

document.addEventListener("htmx:config:request", (event) => {
  const { request } = (event as CustomEvent<Swap>).detail.ctx;
  if (request.method !== "GET") request.headers["X-CSRFToken"] = csrf();
});

document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = (event as CustomEvent<Swap>).detail;
  const status = ctx.response?.status ?? 0;
  if (status === 401) location.reload();
  else if (status !== 422 && status !== 409) failed(ctx);
});
document.addEventListener("htmx:error", (event) => failed((event as CustomEvent<Swap>).detail.ctx));

function failed(ctx: Swap["ctx"]): void {
  if (!ctx.quiet) note(word(ctx.request.method === "GET" ? "net.silent" : "net.failed"), true);
}

// A swapped part that carries data-announce is read out, for example the new count of a list.
document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector<HTMLElement>("[data-announce]");
  if (said?.dataset["announce"]) announce(said.dataset["announce"]);
});

export { htmx };
