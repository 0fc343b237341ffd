// Keeps the pages of this shift and the built front end, so that a phone in a cellar goes on working. Nothing else is kept.
const worker = self as unknown as ServiceWorkerGlobalScope;

const SHIFT = "guanjia-shift";
const BUILT = "guanjia-built";
const GATES = "guanjia-gates";
const WIPE_AT = "/guanjia-wipe-at";
const PATIENCE_MS = 4_000;
const PORTAL = "guanjia-portal";
const PORTAL_PAGE = /^\/p\/home\/[^/]+\/$/;
const GATE = /^\/s\/[^/]+\/visitors\/gates\/[^/]+\/$/;
const SCREEN = /^\/p\/screen\/[^/]+\/$/;

interface GateMessage {
  type: "gate";
  page: string;
  assets: string[];
}

interface ShiftMessage {
  type: "shift";
  pages: string[];
  assets: string[];
  wipeAfter: string;
}

interface PortalMessage {
  type: "portal";
  home: string;
  offline: string;
  assets: string[];
}

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (event) => {
  const data = event.data as ShiftMessage | PortalMessage | GateMessage | { type: "wipe" };
  if (data.type === "wipe") event.waitUntil(Promise.all([caches.delete(SHIFT), caches.delete(GATES)]));
  else if (data.type === "gate") event.waitUntil(keepGate(data));
  else event.waitUntil(data.type === "portal" ? keepPortal(data) : keep(data));
});

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith("/static/ui/dist/")) event.respondWith(built(event.request));
  else if (event.request.mode === "navigate" && url.pathname.startsWith("/p/home/")) event.respondWith(home(event.request));
  else if (event.request.mode === "navigate" && /^\/s\/[^/]+\/duties\/my\//.test(url.pathname)) event.respondWith(page(event.request));
  else if (event.request.mode === "navigate" && (GATE.test(url.pathname) || SCREEN.test(url.pathname))) event.respondWith(gate(event.request));
});

// The page of a gate or of a screen on a wall: it holds no name of a guest, so it may stay for as long as it hangs there.
async function keepGate({ page: url, assets }: GateMessage): Promise<void> {
  const answer = await fetch(url, { redirect: "error" }).catch(() => null);
  if (answer?.ok) await (await caches.open(GATES)).put(url, answer);
  const kept = await caches.open(BUILT);
  for (const asset of assets) if (!(await kept.match(asset))) await kept.add(asset).catch(() => undefined);
}

async function gate(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const kept = await (await caches.open(GATES)).match(request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

// A page is replaced when its new copy is there, and the old ones go last: a network that is cut in between loses nothing.
async function keep({ pages, assets, wipeAfter }: ShiftMessage): Promise<void> {
  const shift = await caches.open(SHIFT);
  await shift.put(WIPE_AT, new Response(wipeAfter));
  for (const url of pages) {
    const answer = await fetch(url, { redirect: "error" }).catch(() => null);
    if (answer?.ok) await shift.put(url, answer);
  }
  const ours = new Set([WIPE_AT, ...pages].map((url) => new URL(url, worker.location.origin).href));
  for (const request of await shift.keys()) if (!ours.has(request.url)) await shift.delete(request);
  const kept = await caches.open(BUILT);
  const wanted = new Set(assets);
  for (const request of await kept.keys()) if (!wanted.has(request.url)) await kept.delete(request);
  for (const url of wanted) if (!(await kept.match(url))) await kept.add(url).catch(() => undefined);
}

// The resident's first page as it was last seen, and what to say where nothing was.
async function keepPortal({ home, offline, assets }: PortalMessage): Promise<void> {
  const portal = await caches.open(PORTAL);
  for (const url of [home, offline]) {
    const answer = await fetch(url, { redirect: "error" }).catch(() => null);
    if (answer?.ok) await portal.put(url, answer);
  }
  const kept = await caches.open(BUILT);
  for (const url of assets) if (!(await kept.match(url))) await kept.add(url).catch(() => undefined);
}

async function home(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(4 * PATIENCE_MS) });
  } catch (error) {
    const portal = await caches.open(PORTAL);
    const path = new URL(request.url).pathname;
    const kept = PORTAL_PAGE.test(path) ? await portal.match(request, { ignoreSearch: true, ignoreVary: true }) : undefined;
    const site = path.split("/")[3];
    const answer = kept ?? (await portal.match(`/p/home/${site}/offline/`, { ignoreVary: true }));
    if (answer) return answer;
    throw error;
  }
}

// Names of built files carry their hash, so a kept copy is never old.
async function built(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: BUILT, ignoreVary: true })) ?? fetch(request);
}

// The network first; without an answer in time the kept page, as long as the shift lasts.
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const shift = await caches.open(SHIFT);
    const wipeAt = await (await shift.match(WIPE_AT))?.text();
    if (wipeAt && Date.parse(wipeAt) < Date.now()) await caches.delete(SHIFT);
    else {
      const kept = await shift.match(request, { ignoreSearch: true, ignoreVary: true });
      if (kept) return kept;
    }
    throw error;
  }
}

export {};
