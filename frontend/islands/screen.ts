// A screen on a wall: pages and languages take turns, the stream says when to look again, and without a network the last
// face stays, with the time at which it was known. Small on purpose: nothing else of the house is loaded here.
const sign = document.querySelector<HTMLElement>("[data-screen]");
const STALE_MS = 45_000;
const RETRY_MS = 5_000;

if (sign) run(sign, sign.dataset["screen"] ?? "");

function run(root: HTMLElement, url: string): void {
  const kept = `face:${location.pathname}`;
  let page = 0;
  let seen = Number(face(root)?.dataset["version"] ?? 0);
  let lastContact = Date.now();
  let failed = false;
  let busy = false;
  let again = false;
  let turn = 0;
  let boundary = 0;

  const show = (): void => {
    const sheets = [...root.querySelectorAll<HTMLElement>("[data-sheet]")];
    if (sheets.length > 0) page %= sheets.length;
    sheets.forEach((sheet, index) => (sheet.hidden = index !== page));
    clocks(root);
  };
  const plan = (): void => {
    clearInterval(turn);
    clearTimeout(boundary);
    const seconds = Number(face(root)?.dataset["seconds"] ?? 10);
    turn = window.setInterval(() => {
      page += 1;
      show();
    }, seconds * 1000);
    const next = Number(face(root)?.dataset["next"] ?? 0);
    if (next > 0 && next < 86_400 && url) boundary = window.setTimeout(() => void look(), next * 1000);
  };
  const put = (html: string): void => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-face]");
    if (!fresh) return;
    root.replaceChildren(document.importNode(fresh, true));
    show();
    plan();
  };
  const look = async (): Promise<void> => {
    if (busy) return void (again = true);
    busy = true;
    try {
      const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(8_000) });
      const html = await answer.text();
      if (answer.status === 404) location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      put(html);
      seen = Math.max(seen, Number(face(root)?.dataset["version"] ?? 0));
      localStorage.setItem(kept, html);
      lastContact = Date.now();
      failed = false;
    } catch {
      failed = true;
    }
    busy = false;
    age(root, failed || Date.now() - lastContact > STALE_MS);
    if (again) {
      again = false;
      void look();
    }
  };

  const stored = url ? localStorage.getItem(kept) : null;
  const known = /data-known="([^"]+)"/.exec(stored ?? "")?.[1] ?? "";
  if (stored && known > (face(root)?.dataset["known"] ?? "")) put(stored);
  show();
  plan();
  setInterval(() => clocks(root), 1_000);
  if (!url) return;
  void look();
  setInterval(() => void look(), Number(root.dataset["refresh"] ?? 20) * 1000);
  addEventListener("offline", () => void look());
  addEventListener("online", () => void look());
  listen(root.dataset["topic"] ?? "", (version) => {
    if (version > seen) void look();
  });
  keep();
}

function face(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>("[data-face]");
}

function listen(topic: string, moved: (version: number) => void): void {
  const stream = new EventSource(`/live?${new URLSearchParams({ topics: topic }).toString()}`);
  stream.addEventListener("topic", (event) => moved((JSON.parse((event as MessageEvent<string>).data) as { version: number }).version));
  stream.onerror = () => {
    if (stream.readyState !== EventSource.CLOSED) return;
    stream.close();
    setTimeout(() => listen(topic, moved), RETRY_MS);
  };
  stream.addEventListener("end", () => {
    stream.close();
    setTimeout(() => listen(topic, moved), RETRY_MS);
  });
}

// Says from when the content is, in both languages: nobody believes an old wall.
function age(root: HTMLElement, stale: boolean): void {
  const bar = document.querySelector<HTMLElement>("[data-stale]");
  if (!bar) return;
  bar.hidden = !stale;
  const known = new Date(face(root)?.dataset["known"] ?? Date.now());
  const zone = root.querySelector<HTMLElement>("[data-zone]")?.dataset["zone"];
  const format = new Intl.DateTimeFormat("en-GB", { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", timeZone: zone });
  const parts = Object.fromEntries(format.formatToParts(known).map((part) => [part.type, part.value]));
  const time = `${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]}`;
  for (const place of bar.querySelectorAll<HTMLElement>("[data-stale-zh], [data-stale-en]")) {
    place.textContent = (place.dataset["staleZh"] ?? place.dataset["staleEn"] ?? "").replace("{time}", time);
  }
}

function clocks(root: HTMLElement): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-clock]")) {
    const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: place.dataset["zone"] });
    place.textContent = format.format(new Date());
  }
}

// The worker keeps this page, so that a screen that is switched on without a network shows what it knew.
function keep(): void {
  if (!("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register("/sw.js").then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    active?.postMessage({ type: "gate", page: location.pathname, assets: loaded.filter((name) => name.includes("/static/ui/dist/")) });
  });
}
