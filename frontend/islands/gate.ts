import { csrf } from "../lib/csrf";
import { get, put } from "../lib/idb";
import { island } from "../lib/island";
import { judge, readPass, STALE_MS, type Facts } from "../lib/pass";
import type { Scan } from "./scanner";

// The tablet at a gate: asks the server, decides by itself when the network is gone, and sends what it decided later.
interface Row {
  id: string;
  text: string;
  at: string;
  direction: string;
  offline: boolean;
  admitted: boolean;
  paper: string;
  last4: string;
}
interface Answer {
  id: string;
  admitted: boolean;
  reason: string;
  message: string;
  name: string;
  target: string;
  look: boolean;
}

const PATIENCE_MS = 4_000;
const FRESH_MS = 60_000;
const BATCH = 50;
const LAST = 5;

class Gate {
  private facts: Facts | undefined;
  private rows: Row[] = []; // what waits, kept under a key of this gate
  private asked: { text: string } | undefined;
  private work: Promise<void> = Promise.resolve();
  private loggedOut = false;
  private readonly said: Record<string, string>;

  constructor(private readonly place: HTMLElement) {
    this.said = JSON.parse(document.getElementById("gate-said")?.textContent || "{}") as Record<string, string>;
    place.addEventListener("scan", (event) => this.next((event as CustomEvent<Scan>).detail.text));
    this.paper()?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.asked) this.next(this.asked.text, new FormData(event.target as HTMLFormElement));
    });
    window.addEventListener("online", () => void this.refresh());
    window.addEventListener("offline", () => this.show());
    window.setInterval(() => void this.refresh(), FRESH_MS);
    void this.start();
  }

  private async start(): Promise<void> {
    this.facts = await get<Facts>("facts", this.key());
    this.rows = (await get<Row[]>("facts", `${this.key()}:waiting`)) ?? [];
    await this.refresh();
    this.place.dataset["ready"] = "1";
    await this.keepPage();
  }

  private key = (): string => `gate:${this.place.dataset["code"]}`;
  private word = (name: string): string => this.place.dataset[name] ?? "";
  private paper = (): HTMLFormElement | null => this.place.querySelector("[data-gate-paper]");
  private next(text: string, paper?: FormData): void {
    this.work = this.work.then(() => this.one(text, paper)).catch(() => undefined);
  }

  // The page itself and its scripts, so that a reload without network still works.
  private async keepPage(): Promise<void> {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
    const { active } = await navigator.serviceWorker.ready;
    const parts = document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[rel="stylesheet"], link[rel="modulepreload"], script[src]');
    const assets = [...parts].map((one) => (one instanceof HTMLLinkElement ? one.href : one.src));
    active?.postMessage({ type: "gate", page: location.pathname, assets });
  }

  private async refresh(): Promise<void> {
    const before = Date.now();
    try {
      const got = await fetch(this.word("facts"), { headers: { Accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
      this.loggedOut = got.type === "opaqueredirect" || got.status === 401;
      if (!got.ok) throw new Error(String(got.status));
      const facts = (await got.json()) as Facts;
      facts.fetched = Date.now();
      facts.offset = Date.parse(facts.server_time) - (before + facts.fetched) / 2;
      this.facts = facts;
      await put("facts", this.key(), facts);
      await this.send();
    } catch {
      // The facts that are kept go on serving for a day.
    }
    this.show();
  }

  private async one(text: string, paper?: FormData): Promise<void> {
    this.draw("wait", "…", "", "", "");
    const row: Row = {
      id: crypto.randomUUID(),
      text,
      at: new Date().toISOString(),
      direction: this.place.querySelector<HTMLInputElement>('input[name="direction"]:checked')?.value ?? "in",
      offline: false,
      admitted: false,
      paper: String(paper?.get("paper") ?? ""),
      last4: String(paper?.get("last4") ?? ""),
    };
    const answer = (await this.ask([row]).catch(() => undefined))?.[0] ?? (await this.alone(row));
    this.asked = answer.look ? { text } : undefined;
    const form = this.paper();
    if (form) form.hidden = !answer.look;
    if (form && !answer.look) form.reset();
    this.tell(row, answer);
    this.show();
  }

  private async ask(rows: Row[]): Promise<Answer[]> {
    const got = await fetch(this.word("scan"), {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() },
      body: JSON.stringify({ sent_at: new Date().toISOString(), offset_ms: this.facts?.offset ?? null, scans: rows }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    this.loggedOut = got.type === "opaqueredirect" || got.status === 401;
    if (!got.ok) throw new Error(String(got.status));
    return ((await got.json()) as { results: Answer[] }).results;
  }

  // Without network: the public key, the list of withdrawn and used passes, and the clock as last measured.
  private async alone(row: Row): Promise<Answer> {
    const facts = this.facts;
    const no = (reason: string): Answer => ({ id: row.id, admitted: false, reason, message: this.said[reason] ?? "", name: "", target: "", look: false });
    if (!facts || Date.now() - facts.fetched > STALE_MS) return no("stale");
    const pass = await readPass(row.text, facts);
    if (!pass) return no("forged");
    const at = Date.now() + facts.offset;
    const reason = judge(pass, facts, at, row.direction === "out");
    if (reason === "" && pass.flags.includes("l") && row.direction === "in" && !row.last4) return { ...no("identity"), name: pass.name, look: true };
    const answer = { ...no(reason), admitted: reason === "", name: pass.name };
    const [usedAt] = facts.used[String(pass.visit)] ?? [""];
    if (reason === "used" && usedAt) answer.message += ` ${this.fill("first", this.clock(Date.parse(usedAt)), this.word("here"))}`;
    if (answer.admitted) facts.used[String(pass.visit)] = [usedAt || new Date(at).toISOString(), row.direction === "in"];
    await put("facts", this.key(), facts);
    this.rows.push({ ...row, offline: true, admitted: answer.admitted });
    await this.keepRows();
    return answer;
  }

  private keepRows = (): Promise<IDBValidKey> => put("facts", `${this.key()}:waiting`, this.rows);

  private async send(): Promise<void> {
    while (this.rows.length > 0) {
      const answered = new Set((await this.ask(this.rows.slice(0, BATCH))).map((answer) => answer.id));
      const left = this.rows.filter((row) => !answered.has(row.id));
      if (left.length === this.rows.length) return;
      this.rows = left;
      await this.keepRows();
    }
  }

  private show(): void {
    const line = this.place.querySelector<HTMLElement>("[data-gate-state]");
    if (!line) return;
    const count = this.rows.length;
    const until = this.facts ? this.clock(this.facts.fetched + STALE_MS) : "–";
    const net = navigator.onLine && !(count > 0) ? this.word("online") : this.fill("offline", until);
    const parts = [this.loggedOut ? this.word("login") : net];
    if (count > 0) parts.push(this.fill("waiting", String(count)));
    if (!window.isSecureContext) parts.push(this.word("insecure"));
    line.textContent = parts.join(" · ");
  }

  private tell(row: Row, answer: Answer): void {
    const mood = answer.admitted ? "good" : answer.look ? "wait" : "bad";
    const main = answer.admitted ? this.word(row.direction === "in" ? "in" : "out") : answer.look ? this.word("look") : answer.message;
    this.draw(mood, answer.admitted ? "✓" : answer.look ? "?" : "✕", main, answer.name, answer.target);
    navigator.vibrate?.(answer.admitted ? 80 : [200, 80, 200]);
    const list = this.place.querySelector("[data-gate-last]");
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = [this.clock(Date.now()), answer.name].filter(Boolean).join(" ");
    const said = document.createElement("span");
    said.className = "quiet";
    said.textContent = main;
    item.append(name, said);
    list?.prepend(item);
    while (list && list.childElementCount > LAST) list.lastElementChild?.remove();
  }

  private draw(mood: string, ...lines: string[]): void {
    const box = this.place.querySelector<HTMLElement>("[data-gate-answer]");
    if (!box) return;
    box.className = `answer ${mood}`;
    const looks = ["answer-sign", "answer-word", "answer-name", "answer-more"];
    box.replaceChildren(
      ...lines.map((text, at) => {
        const made = document.createElement("div");
        made.className = looks[at] ?? "";
        made.textContent = text;
        made.hidden = text === "";
        return made;
      }),
    );
  }

  private clock(moment: number): string {
    return new Date(moment).toLocaleTimeString("sv", { timeZone: this.facts?.clock, hour: "2-digit", minute: "2-digit" });
  }

  private fill(name: string, ...values: string[]): string {
    let at = 0;
    return this.word(name).replace(/\{[a-z]\}/g, () => values[at++] ?? "");
  }
}

// Last, for it starts at once and needs the class.
island("[data-gate]", (place) => void new Gate(place));
