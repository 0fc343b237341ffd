import type { Shift } from "../lib/duty";
import { drop, get, put } from "../lib/idb";
import { island } from "../lib/island";
import { announce } from "../lib/note";
import { measure, syncAll, waiting, type Outcome } from "../lib/sync";
import { word } from "../lib/words";

// The bar of the phone: how much is not uploaded; fetches this shift while there is a network, sends when there is one again.
const PAUSES_S = [5, 15, 60, 300];
const AFTER = "guanjia:queue";
let bar: HTMLElement | null = null;
let fails = 0;
let last: Outcome = "done";
let timer = 0;

island("[data-offline-bar]", (element) => {
  bar = element;
  if (!("indexedDB" in window)) return;
  window.addEventListener("online", () => void sync());
  window.addEventListener("offline", () => void show());
  document.addEventListener(AFTER, () => void sync());
  void start(element);
});

async function start(element: HTMLElement): Promise<void> {
  if ("serviceWorker" in navigator) await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  await sync();
  const url = element.dataset["shift"];
  if (url) await fetchShift(url);
}

// This shift only. A shift that is over is wiped, what waits in the queue stays.
async function fetchShift(url: string): Promise<void> {
  const known = await get<Shift>("facts", "shift");
  if (known && Date.parse(known.wipe_after) < Date.now()) await forgetShift();
  if ((await waiting()).length > 0) return;
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok) return;
    const shift = (await answer.json()) as Shift;
    await measure(shift.server_time);
    const device = await get<{ person_id: number }>("facts", `device:${shift.site}`);
    if (device && device.person_id !== shift.person.id) await drop("facts", `device:${shift.site}`);
    await put("facts", "shift", shift);
    document.dispatchEvent(new CustomEvent("guanjia:shift"));
    await cache(shift);
  } catch {
    // Without network the shift that is kept goes on serving.
  }
}

async function forgetShift(): Promise<void> {
  await drop("facts", "shift");
  (await navigator.serviceWorker?.ready)?.active?.postMessage({ type: "wipe" });
}

async function cache(shift: Shift): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const list = `/s/${shift.site}/duties/my/`;
  const pages = [list, ...shift.duties.map((duty) => duty.url).filter(Boolean)];
  const assets = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[rel="stylesheet"], link[rel="modulepreload"], script[src]')].map((one) =>
    one instanceof HTMLLinkElement ? one.href : one.src,
  );
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: "shift", pages, assets, wipeAfter: shift.wipe_after });
}

async function sync(): Promise<void> {
  window.clearTimeout(timer);
  await show();
  if (!navigator.onLine) return;
  const work = async (): Promise<void> => {
    last = (await waiting()).some((one) => !one.refused) ? await syncAll() : "done";
  };
  if (navigator.locks) await navigator.locks.request("guanjia-sync", work);
  else await work();
  fails = last === "later" ? fails + 1 : 0;
  if (last === "later") timer = window.setTimeout(() => void sync(), PAUSES_S[Math.min(fails - 1, PAUSES_S.length - 1)]! * 1000);
  await show();
}

async function show(): Promise<void> {
  if (!bar) return;
  const rows = await waiting();
  const text = sentence(rows.length);
  bar.className = `offline-bar ${rows.some((one) => one.refused) ? "bad-bar" : rows.length || !navigator.onLine ? "" : "quiet-bar"}`;
  bar.hidden = false;
  if (bar.dataset["said"] === text) return;
  bar.dataset["said"] = text;
  const line = document.createElement("span");
  line.textContent = text;
  bar.replaceChildren(line);
  if (last === "login") bar.append(loginLink());
  const refused = rows.filter((one) => one.refused);
  if (refused.length > 0) {
    const list = document.createElement("ul");
    for (const one of refused) {
      const item = document.createElement("li");
      item.textContent = `${one.title}: ${word("offline.refused", one.refused ?? "")}`;
      list.append(item);
    }
    bar.append(list);
  }
  announce(text);
}

function sentence(count: number): string {
  if (count === 0) return navigator.onLine ? word("offline.none") : word("offline.off");
  if (last === "login") return word("offline.login", count);
  return navigator.onLine ? word("offline.count", count) : `${word("offline.count", count)} · ${word("offline.off")}`;
}

function loginLink(): HTMLAnchorElement {
  const link = document.createElement("a");
  link.className = "btn btn-sm btn-primary";
  link.href = `/accounts/login/?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = word("offline.log_in");
  return link;
}
