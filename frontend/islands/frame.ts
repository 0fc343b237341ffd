import { ask } from "../lib/ask";
import { island } from "../lib/island";
import { note } from "../lib/note";
import { word } from "../lib/words";

// Menus of the top bar close when the reader goes elsewhere.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll<HTMLDetailsElement>("details.drop[open]"))
    if (!open.contains(event.target as Node)) open.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const open of document.querySelectorAll<HTMLDetailsElement>("details.drop[open]")) {
      open.open = false;
      open.querySelector("summary")?.focus();
    }
  }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const wanted = [...document.querySelectorAll<HTMLElement>("[data-hotkey]")].find((one) => one.dataset["hotkey"] === event.key);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input, select, textarea")) wanted.focus();
  else wanted.click();
});

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}

// Before a form is sent its islands may object (guanjia:check); then data-confirm on it, or on one of its buttons, asks.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    const by = event.submitter;
    const text = by?.dataset["confirm"] ?? form.dataset["confirm"];
    if (!form.dispatchEvent(new CustomEvent("guanjia:check", { cancelable: true }))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (!text || form.dataset["confirmed"]) return void delete form.dataset["confirmed"];
    event.preventDefault();
    event.stopImmediatePropagation();
    void ask(text, by?.textContent?.trim() || undefined).then((yes) => {
      if (!yes) return;
      form.dataset["confirmed"] = "1";
      form.requestSubmit(by as HTMLButtonElement | null);
    });
  },
  true,
);

island("[data-copy]", (button) => {
  button.addEventListener("click", async () => {
    const source = button.dataset["copyFrom"] ? document.querySelector(button.dataset["copyFrom"]) : null;
    try {
      await navigator.clipboard.writeText(source?.textContent ?? button.dataset["copy"] ?? "");
      note(word("copy.done"));
    } catch {
      note(word("copy.failed"), true);
    }
  });
});

island("[data-print]", (button) => button.addEventListener("click", () => window.print()));

// A select or checkbox with data-autosubmit sends its form at once.
document.addEventListener("change", (event) => {
  const input = event.target as HTMLElement;
  if (input.matches?.("[data-autosubmit]")) input.closest("form")?.requestSubmit();
});

// Rows that are ticked show the bar of what can be done with them, and how many they are.
document.addEventListener("change", (event) => {
  const table = (event.target as HTMLElement).closest<HTMLElement>("[data-bulk]");
  if (!table) return;
  const boxes = [...table.querySelectorAll<HTMLInputElement>('tbody input[type="checkbox"][name]')];
  const all = table.querySelector<HTMLInputElement>("[data-bulk-all]");
  if (all && event.target === all) for (const box of boxes) box.checked = all.checked;
  for (const box of boxes) box.closest("tr")?.setAttribute("aria-selected", String(box.checked));
  const count = boxes.filter((box) => box.checked).length;
  table.querySelector(".bulk")?.classList.toggle("show", count > 0);
  for (const place of table.querySelectorAll("[data-bulk-count]")) place.textContent = String(count);
});

// Broken rules: the reader lands on their list.
island(".form-errors", (box) => box.focus());
