import { island } from "../lib/island";
import { stopwatch } from "../lib/moments";

// The clock of the item that runs turns amber and red before its end, quietly: colour, word, a short tremble of the phone, no sound.
// A tap that finds no network is kept with its own moment and sent when there is one again; the server judges the moment.
const MINUTE = 60_000;
const KEPT = "guanjia-agenda-taps";
const clocks = new Map<HTMLElement, number>();

type Tap = { url: string; body: string };

island("[data-agenda-clock]", (place) => {
  const server = Date.parse(place.dataset["now"] ?? "");
  clocks.set(place, Number.isNaN(server) ? 0 : server - Date.now());
  show(place);
});

function mood(place: HTMLElement, left: number): string {
  if (left <= 0) return "over";
  if (left <= Number(place.dataset["last"]) * MINUTE) return "last";
  return left <= Number(place.dataset["first"]) * MINUTE ? "first" : "calm";
}

function show(place: HTMLElement): void {
  const ends = Date.parse(place.dataset["ends"] ?? "");
  if (Number.isNaN(ends)) return;
  const left = ends - Date.now() - (clocks.get(place) ?? 0);
  const time = place.querySelector<HTMLElement>("[data-agenda-time]");
  const said = place.querySelector<HTMLElement>("[data-agenda-word]");
  const now = mood(place, left);
  const text = stopwatch(Math.abs(left));
  if (time && time.textContent !== text) time.textContent = text;
  if (said) said.textContent = (left <= 0 ? said.dataset["over"] : said.dataset["left"]) ?? "";
  if (place.dataset["mood"] !== undefined && place.dataset["mood"] !== now) navigator.vibrate?.(80);
  place.dataset["mood"] = now;
  for (const each of ["calm", "first", "last", "over"]) place.classList.toggle(`agenda-${each}`, each === now);
}

setInterval(() => {
  for (const place of clocks.keys()) {
    if (place.isConnected) show(place);
    else clocks.delete(place);
  }
}, 1000);

function kept(): Tap[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]") as Tap[];
  } catch {
    return [];
  }
}

function keep(taps: Tap[]): void {
  localStorage.setItem(KEPT, JSON.stringify(taps));
  for (const note of document.querySelectorAll<HTMLElement>("[data-agenda-kept]")) note.hidden = taps.length === 0;
}

// Taken, or refused for good, means that it need not be sent again; a log-in page or a broken server means later.
async function send(tap: Tap): Promise<boolean> {
  try {
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await fetch(tap.url, { method: "POST", body: tap.body, headers });
    return answer.ok ? new URL(answer.url).pathname.endsWith("/live/") : answer.status < 500;
  } catch {
    return false;
  }
}

async function sendAll(): Promise<void> {
  const had = kept().length;
  for (let tap = kept()[0]; tap && (await send(tap)); tap = kept()[0]) keep(kept().slice(1));
  keep(kept());
  if (had && kept().length === 0) location.reload();
}

island("form[data-agenda-tap]", (place) => {
  const form = place as HTMLFormElement;
  form.addEventListener("submit", (event) => {
    const clock = document.querySelector<HTMLElement>("[data-agenda-clock]");
    const moment = new Date(Date.now() + (clock ? (clocks.get(clock) ?? 0) : 0));
    const field = form.elements.namedItem("tapped") as HTMLInputElement | null;
    if (field) field.value = moment.toISOString();
    if (navigator.onLine) return;
    event.preventDefault();
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])).toString();
    keep([...kept(), { url: form.action, body }]);
  });
});

window.addEventListener("online", () => void sendAll());
document.addEventListener("DOMContentLoaded", () => (kept().length && navigator.onLine ? void sendAll() : keep(kept())));
