import { length } from "../lib/moments";
import { word } from "../lib/words";
import { htmx } from "./htmx";

// Parts with data-live-topic (one or more, separated by spaces) are fetched anew from data-url (else this page) when a topic moves.
// At most one stream a browser: the visible tab that holds the lock opens it and tells the others.
const STREAM = "/live";
const POLL = "/live/poll";
const LOCK = "guanjia-live";
const CHECK_MS = 25_000;
const STALE_MS = 60_000;

const versions = new Map<string, number>();
const shown = new Map<string, number>();
const channel = "BroadcastChannel" in window ? new BroadcastChannel(LOCK) : null;
const others = new Set<string>();
let stream: EventSource | null = null;
let streamed = "";
let lastContact = Date.now();
let letGo: (() => void) | null = null;
let wanting = false;
let asked = false;

type Message = { kind: "moved"; topic: string; version: number } | { kind: "need"; topics: string[] } | { kind: "who" } | { kind: "alive" };

function parts(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-live-topic]")];
}

function topicsOf(part: HTMLElement): string[] {
  return (part.dataset["liveTopic"] ?? "").split(/\s+/).filter(Boolean);
}

// A page that answers a sent form holds what was typed and has no address of its own to be fetched from: it stands as it is.
function mine(): string[] {
  if (document.documentElement.dataset["sent"] !== undefined) return [];
  return [...new Set(parts().flatMap(topicsOf))].sort();
}

function all(): string[] {
  return [...new Set([...mine(), ...others])].sort();
}

// A version that is not newer says nothing. The first one seen is what the page was drawn with: what moved between its drawing
// and its first word is told by the poll that each page makes when it begins to listen.
function moved(topic: string, version: number): void {
  contact();
  if (version <= (versions.get(topic) ?? -1)) return;
  if (!versions.has(topic)) shown.set(topic, version);
  versions.set(topic, version);
  if (!document.hidden) refresh();
}

function missed(topics: string[]): void {
  for (const topic of topics) shown.set(topic, -1);
  if (topics.length > 0 && !document.hidden) refresh();
}

function refresh(): void {
  const late = new Set([...versions].filter(([topic, version]) => version > (shown.get(topic) ?? -1)).map(([topic]) => topic));
  if (late.size === 0 || !navigator.onLine) return;
  for (const topic of late) shown.set(topic, versions.get(topic)!);
  for (const part of parts()) if (topicsOf(part).some((topic) => late.has(topic))) fetchAnew(part);
}

function fetchAnew(part: HTMLElement): void {
  const pick = part.dataset["livePick"] ?? (part.id ? `#${part.id}` : "");
  const context: Record<string, unknown> = { target: part, source: part, swap: "outerMorph", quiet: true };
  if (pick && !part.dataset["url"]) context["select"] = pick;
  void htmx.ajax("GET", part.dataset["url"] ?? location.pathname + location.search, context);
}

// A part that could not be fetched is late still: it is asked for again at the next word from the line.
function failed(event: Event): void {
  const part = (event as CustomEvent<{ ctx?: { quiet?: boolean; target?: unknown } }>).detail.ctx;
  if (part?.quiet && part.target instanceof HTMLElement) for (const topic of topicsOf(part.target)) shown.set(topic, -1);
}

function contact(): void {
  lastContact = Date.now();
}

function tell(message: Message): void {
  channel?.postMessage(message);
}

function heard(message: Message): void {
  if (message.kind === "moved") moved(message.topic, message.version);
  else if (message.kind === "alive") contact();
  else if (message.kind === "who") tell({ kind: "need", topics: mine() });
  else needed(message.topics);
}

// Another tab shows these. The leader listens for it and says where they stand, which is what that tab was drawn with.
function needed(topics: string[]): void {
  for (const topic of topics) others.add(topic);
  if (!letGo) return;
  open();
  for (const topic of topics) if (versions.has(topic)) tell({ kind: "moved", topic, version: versions.get(topic)! });
}

function take(topic: string, version: number): void {
  moved(topic, version);
  tell({ kind: "moved", topic, version });
}

// One event is {"topic": T, "version": N}, or an object of them under "versions".
function read(text: string): void {
  const data = JSON.parse(text) as { topic?: string; version?: number; versions?: Record<string, number> } & Record<string, unknown>;
  const found = data.topic !== undefined ? { [data.topic]: data.version ?? 0 } : (data.versions ?? data);
  for (const [topic, version] of Object.entries(found)) if (typeof version === "number") take(topic, version);
}

function query(): string {
  return new URLSearchParams({ topics: all().join(",") }).toString();
}

function open(): void {
  if (all().length === 0) return close();
  const wanted = query();
  if (stream && streamed === wanted && stream.readyState !== EventSource.CLOSED) return;
  stream?.close();
  streamed = wanted;
  stream = new EventSource(`${STREAM}?${wanted}`);
  stream.onmessage = (event) => read(event.data as string);
  stream.addEventListener("topic", (event) => read((event as MessageEvent<string>).data));
  stream.addEventListener("end", () => stream?.close());
  stream.onopen = contact;
}

function close(): void {
  stream?.close();
  stream = null;
}

// Proof that the line is alive, and the way when there is no stream.
async function poll(drawn = ""): Promise<void> {
  if (all().length === 0) return;
  try {
    const answer = await fetch(`${POLL}?${query()}${drawn}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const text = await answer.text();
    read(text);
    if (drawn) missed((JSON.parse(text) as { moved?: string[] }).moved ?? []);
    contact();
    refresh();
    tell({ kind: "alive" });
  } catch {
    // The age on the page tells; the next check tries again.
  }
}

function lead(): Promise<void> {
  tell({ kind: "who" });
  open();
  void poll();
  return new Promise((resolve) => {
    letGo = () => {
      letGo = null;
      close();
      resolve();
    };
  });
}

// Seconds since the server began to draw this page: not since the form was sent that led here, for what that changed is on it.
function sinceDrawn(): number {
  const [way] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return Math.max(0, performance.now() - (way?.requestStart ?? 0)) / 1000;
}

function follow(): void {
  if (wanting || document.hidden || mine().length === 0) return;
  tell({ kind: "need", topics: mine() });
  if (!asked) {
    asked = true;
    void poll(`&drawn=${sinceDrawn().toFixed(1)}`);
  } else if (!navigator.locks) void poll();
  if (!navigator.locks) return;
  wanting = true;
  void navigator.locks.request(LOCK, () => (document.hidden ? undefined : lead())).finally(() => {
    wanting = false;
    follow();
  });
}

function age(): void {
  const since = Date.now() - lastContact;
  const stale = since > STALE_MS && mine().length > 0;
  document.documentElement.classList.toggle("board-stale", stale);
  for (const place of document.querySelectorAll<HTMLElement>("[data-live-age]")) {
    place.hidden = !stale;
    if (stale) place.textContent = word("live.stale", length(since));
  }
}

channel?.addEventListener("message", (event) => heard(event.data as Message));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return letGo?.();
  follow();
  refresh();
});
document.addEventListener("htmx:error", failed);
document.addEventListener("htmx:response:error", failed);
window.addEventListener("online", refresh);
window.addEventListener("pagehide", () => letGo?.());
document.addEventListener("DOMContentLoaded", follow);
document.addEventListener("htmx:after:swap", () => {
  follow();
  if (letGo) open();
});
setInterval(() => {
  if (!document.hidden && (letGo || !navigator.locks)) void poll();
  if (letGo && stream?.readyState === EventSource.CLOSED) open();
}, CHECK_MS);
setInterval(age, 5_000);
