import { csrf } from "../lib/csrf";
import { island } from "../lib/island";
import { word } from "../lib/words";
import type { Scan } from "./scanner";

// `[data-checkin][data-endpoint]` posts each scan as {code} and shows the answer large: colour, sign, word, and a shake of the
// phone. The next guest needs no tap at all: the next scan replaces the answer.
interface Answer {
  outcome: "admitted" | "refused";
  reason?: string;
  name?: string;
  seat?: string;
  organisation?: string;
  message?: string;
  welcome?: string;
  more?: string;
  hall_count?: number;
}

const PATIENCE_MS = 10_000;
const LAST = 5;

island("[data-checkin]", (place) => {
  const endpoint = place.dataset["endpoint"] ?? "";
  let work = Promise.resolve();
  place.addEventListener("scan", (event) => {
    const { text } = (event as CustomEvent<Scan>).detail;
    work = work.then(() => one(place, endpoint, text));
  });
  // The big button of the page: ready for the next guest.
  place.querySelector("[data-checkin-next]")?.addEventListener("click", () => wait(place));
});

async function one(place: HTMLElement, endpoint: string, code: string): Promise<void> {
  draw(place, "wait", "…", "", "", "");
  let answer: Answer;
  try {
    const got = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() },
      body: JSON.stringify({ code }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!got.headers.get("Content-Type")?.includes("json")) throw new Error(`status ${got.status}`);
    answer = (await got.json()) as Answer;
  } catch {
    draw(place, "bad", "!", word("checkin.refused"), "", word("checkin.network"));
    navigator.vibrate?.([120, 60, 120]);
    return;
  }
  show(place, answer);
}

function show(place: HTMLElement, answer: Answer): void {
  const good = answer.outcome === "admitted";
  const seat = answer.seat ? word("checkin.seat", answer.seat) : "";
  const more = [answer.organisation, seat, good ? answer.welcome : (answer.message ?? answer.reason)].filter(Boolean).join(" · ");
  draw(place, good ? "good" : "bad", good ? "✓" : "✕", word(good ? "checkin.admitted" : "checkin.refused"), answer.name ?? "", more);
  navigator.vibrate?.(good ? 80 : [200, 80, 200]);
  remember(place, answer);
  further(answer.more ?? "");
  if (answer.hall_count !== undefined)
    for (const count of document.querySelectorAll("[data-hall-count]")) count.textContent = String(answer.hall_count);
}

// What else this guest gets at the desk, as the house wrote it (papers, numbered copies): plain forms, read without scripts.
function further(html: string): void {
  const box = document.querySelector("[data-checkin-more]");
  if (!box) return;
  const read = new DOMParser().parseFromString(html, "text/html");
  box.replaceChildren(...read.body.childNodes);
}

function wait(place: HTMLElement): void {
  const box = place.querySelector<HTMLElement>("[data-checkin-answer]");
  if (!box) return;
  box.className = "answer wait";
  box.textContent = box.dataset["idle"] ?? "";
}

function draw(place: HTMLElement, mood: string, sign: string, main: string, name: string, more: string): void {
  const box = place.querySelector<HTMLElement>("[data-checkin-answer]");
  if (!box) return;
  box.className = `answer ${mood}`;
  box.replaceChildren(line("answer-sign", sign), line("answer-word", main), line("answer-name", name), line("answer-more", more));
  box.firstElementChild?.setAttribute("aria-hidden", "true");
}

function line(look: string, text: string): HTMLElement {
  const made = document.createElement("div");
  made.className = look;
  made.textContent = text;
  made.hidden = text === "";
  return made;
}

function remember(place: HTMLElement, answer: Answer): void {
  const list = place.querySelector("[data-checkin-last]");
  if (!list) return;
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = answer.name || "–";
  const said = document.createElement("span");
  said.className = "quiet";
  said.textContent = answer.outcome === "admitted" ? word("checkin.admitted") : (answer.message ?? word("checkin.refused"));
  item.append(name, said);
  list.prepend(item);
  while (list.childElementCount > LAST) list.lastElementChild?.remove();
}
