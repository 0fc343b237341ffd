import { nextLink } from "../lib/chain";
import { nameOf, wordsOf, type Duty, type Shift, type Waiting } from "../lib/duty";
import { evidenceOf, photosOf } from "../lib/evidence";
import { get, put } from "../lib/idb";
import { island } from "../lib/island";
import { note } from "../lib/note";
import { offset, waiting } from "../lib/sync";
import { word } from "../lib/words";

// `form[data-duty="ID"]` is a plain post; this island sends it, and keeps it on the phone when nobody answers.
const PATIENCE_MS = 8_000;
const PATIENCE_PHOTOS_MS = 30_000;

island("form[data-duty]", (element) => {
  const form = element as HTMLFormElement;
  const id = crypto.randomUUID?.() ?? (form.elements.namedItem("evidence") as HTMLInputElement | null)?.value ?? "";
  let firstTick = 0;
  form.addEventListener("input", () => (firstTick ||= Date.now()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    setField(form, "evidence", id);
    setField(form, "took_ms", String(firstTick ? Date.now() - firstTick : 0));
    void submit(form, event.submitter, id, firstTick ? Date.now() - firstTick : 0);
  });
});

function setField(form: HTMLFormElement, name: string, value: string): void {
  let field = form.elements.namedItem(name) as HTMLInputElement | null;
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(field);
  }
  field.value = value;
}

async function submit(form: HTMLFormElement, by: HTMLElement | null, id: string, tookMs: number): Promise<void> {
  if (form.dataset["busy"]) return;
  form.dataset["busy"] = "1";
  by?.setAttribute("aria-busy", "true");
  const data = new FormData(form, by);
  try {
    if (navigator.onLine && (await sent(form, data))) return;
    await keep(form, data, id, tookMs);
  } finally {
    delete form.dataset["busy"];
    by?.removeAttribute("aria-busy");
  }
}

// True when the server answered, whatever it said. No answer, an ill server or an ended session is false: the phone keeps it.
async function sent(form: HTMLFormElement, data: FormData): Promise<boolean> {
  const patience = photosOf(data).length ? PATIENCE_PHOTOS_MS : PATIENCE_MS;
  let answer: Response;
  try {
    answer = await fetch(form.action, { method: "POST", body: data, signal: AbortSignal.timeout(patience) });
  } catch {
    return false;
  }
  if (answer.status >= 500 || answer.status === 401 || new URL(answer.url).pathname.startsWith("/accounts/login")) return false;
  if (answer.ok) location.assign(answer.url);
  else await replace(await answer.text());
  return true;
}

async function replace(html: string): Promise<void> {
  const page = new DOMParser().parseFromString(html, "text/html");
  const content = page.getElementById("content");
  if (content) document.getElementById("content")?.replaceWith(content);
  content?.scrollIntoView();
}

async function keep(form: HTMLFormElement, data: FormData, id: string, tookMs: number): Promise<void> {
  const shift = await get<Shift>("facts", "shift");
  const duty = shift?.duties.find((one) => String(one.id) === form.dataset["duty"] || nameOf(one.key) === form.dataset["duty"]);
  if (!shift || !duty) return note(word("net.failed"), true);
  try {
    await keepEvidence(shift, duty, data, id, tookMs);
  } catch {
    return note(word("offline.full"), true);
  }
  note(word("offline.saved"));
  navigator.vibrate?.(60);
  location.assign(form.dataset["next"] ?? `/s/${shift.site}/duties/my/`);
}

// Puts the evidence into the queue and the next link of a chain into the shift.
export async function keepEvidence(shift: Shift, duty: Duty, data: FormData, id: string, tookMs: number): Promise<void> {
  const drift = await offset();
  const row = evidenceOf(duty, data, id, drift, tookMs);
  const one: Waiting = { id, site: shift.site, title: wordsOf(duty), row, photos: photosOf(data) };
  await put("queue", id, one);
  const next = nextLink(duty, Date.parse(row.device_at) + (drift ?? 0));
  const others = shift.duties.filter((known) => known !== duty && (!next || nameOf(known.key) !== nameOf(next.key)));
  await put("facts", "shift", { ...shift, duties: [...others, { ...duty, state: "kept" }, ...(next ? [next] : [])] });
  document.dispatchEvent(new CustomEvent("guanjia:queue"));
}

// Rows of the list whose evidence waits on this phone say so.
island("[data-duty-row]", (row) => void mark(row));
document.addEventListener("htmx:after:swap", () => {
  for (const row of document.querySelectorAll<HTMLElement>("[data-duty-row]")) void mark(row);
});

async function mark(row: HTMLElement): Promise<void> {
  if (!(await waiting()).some((one) => String(one.row.duty_id) === row.dataset["dutyRow"])) return;
  if (row.querySelector(".kept-note")) return;
  row.classList.add("kept");
  const line = document.createElement("span");
  line.className = "kept-note";
  line.textContent = word("offline.saved");
  row.append(line);
}
