import { csrf } from "../lib/csrf";
import { island } from "../lib/island";
import { word } from "../lib/words";

// `[data-desk-idle="120"]`: a machine that nobody touches for so many seconds covers its page and tells the server, which answers
// nothing more until card and PIN are shown. The page under the cover stays as it was typed.
const TOUCHES = ["keydown", "pointerdown", "wheel", "touchstart"] as const;

island("[data-desk-idle]", (place) => {
  const limit = Number(place.dataset["deskIdle"]) * 1000;
  let touched = Date.now();
  for (const touch of TOUCHES) document.addEventListener(touch, () => (touched = Date.now()), { passive: true, capture: true });
  setInterval(() => {
    if (Date.now() - touched >= limit && !document.querySelector(".desk-cover")) cover(place);
  }, 1000);
});

function cover(place: HTMLElement): void {
  void fetch("/p/desk/lock/", { method: "POST", headers: { "X-CSRFToken": csrf(), Accept: "application/json" } });
  const shown = document.createElement("div");
  shown.className = "desk-cover";
  shown.setAttribute("role", "dialog");
  shown.setAttribute("aria-modal", "true");
  const form = document.createElement("form");
  form.autocomplete = "off";
  const title = document.createElement("p");
  title.className = "h2";
  title.textContent = word("desk.locked", place.dataset["deskName"] ?? "");
  const said = document.createElement("p");
  said.className = "field-error";
  said.setAttribute("role", "alert");
  const button = document.createElement("button");
  button.className = "btn btn-primary";
  button.textContent = word("desk.unlock");
  form.append(title, said, box("badge", word("desk.card"), "text"), box("pin", word("desk.pin"), "password"), button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void unlock(form, said, shown);
  });
  shown.append(form);
  document.body.append(shown);
  document.body.classList.add("desk-locked");
  form.querySelector("input")?.focus();
}

function box(name: string, label: string, type: string): HTMLElement {
  const field = document.createElement("label");
  field.className = "field form-label";
  const input = document.createElement("input");
  input.className = "form-control";
  input.name = name;
  input.type = type;
  input.required = true;
  input.autocomplete = "off";
  field.append(label, input);
  return field;
}

async function unlock(form: HTMLFormElement, said: HTMLElement, shown: HTMLElement): Promise<void> {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  body.set("next", location.pathname + location.search);
  const headers = { "X-CSRFToken": csrf(), Accept: "application/json" };
  const answer = await fetch("/p/desk/sign-in/", { method: "POST", headers, body }).catch(() => null);
  const told = answer ? ((await answer.json().catch(() => ({}))) as { message?: string; same?: boolean; url?: string }) : {};
  if (!answer?.ok) {
    said.textContent = told.message ?? word("net.failed");
    form.reset();
    form.querySelector("input")?.focus();
    return;
  }
  if (told.same) {
    document.body.classList.remove("desk-locked");
    shown.remove();
  } else location.assign(told.url ?? location.href);
}
