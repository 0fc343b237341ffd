import { island } from "../lib/island";
import { word } from "../lib/words";

// A form with data-draft="name" keeps what is typed while the tab lives, against a crash or a wrong turn. Never kept: fields
// marked data-no-draft (or in a part so marked), passwords, files, hidden fields. Gone when the form was taken.
const PREFIX = "draft:";
const SENT = "draft-sent:";

const keys = new Set<string>();

island("form[data-draft]", (element) => {
  const form = element as HTMLFormElement;
  const key = `${PREFIX}${location.pathname}:${form.dataset["draft"]}`;
  keys.add(key);
  const sent = key.replace(PREFIX, SENT);
  // The server sent the form back with what was typed: its copy is the newer one.
  if (sessionStorage.getItem(sent)) forget(key);
  else restore(form, key);
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(typed(form))));
  form.addEventListener("submit", () => sessionStorage.setItem(sent, "1"));
});

function kept(field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (!field.matches("input, textarea, select") || field.closest("[data-no-draft]")) return false;
  const { type, name } = field as HTMLInputElement;
  return Boolean(name) && !["password", "file", "hidden", "submit", "button"].includes(type);
}

function typed(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    const box = field as HTMLInputElement;
    const list = (values[field.name] ??= []);
    if ((box.type !== "checkbox" && box.type !== "radio") || box.checked) list.push(field.value);
  }
  return values;
}

function restore(form: HTMLFormElement, key: string): void {
  const stored = sessionStorage.getItem(key);
  if (!stored || stored === JSON.stringify(typed(form))) return;
  const values = JSON.parse(stored) as Record<string, string[]>;
  for (const field of form.elements) {
    const list = kept(field) ? values[field.name] : undefined;
    if (!list || !kept(field)) continue;
    const box = field as HTMLInputElement;
    if (box.type === "checkbox" || box.type === "radio") box.checked = list.includes(field.value);
    else field.value = list[0] ?? "";
  }
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn-sm";
  drop.textContent = word("draft.drop");
  const line = document.createElement("div");
  line.className = "draft-note";
  line.setAttribute("role", "status");
  line.append(word("draft.kept"), drop);
  drop.addEventListener("click", () => {
    forget(key);
    form.reset();
    line.remove();
  });
  form.prepend(line);
}

function forget(key: string): void {
  sessionStorage.removeItem(key);
  sessionStorage.removeItem(key.replace(PREFIX, SENT));
}

// Drafts that were sent from a page which did not come back were taken.
document.addEventListener("DOMContentLoaded", () => {
  for (const sent of Object.keys(sessionStorage).filter((key) => key.startsWith(SENT))) {
    const key = sent.replace(SENT, PREFIX);
    if (!keys.has(key) && document.querySelector(".shell, .public, .phone")) forget(key);
  }
});

document.addEventListener("submit", (event) => {
  if ((event.target as HTMLElement).matches("[data-signout]")) sessionStorage.clear();
});
