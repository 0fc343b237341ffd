import { csrf } from "../lib/csrf";
import { island } from "../lib/island";

// The keys of the counter: `data-desk-key="F2"` or "Alt+1" clicks, also while something is being typed, for these keys type
// nothing. Number keys choose a row of `data-choose` as long as the input is empty or untouched since the list came.
document.addEventListener("keydown", (event) => {
  const key = `${event.ctrlKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.altKey ? digit(event) : event.key}`;
  const wanted = [...document.querySelectorAll<HTMLElement>("[data-desk-key]")].find((one) => one.dataset["deskKey"] === key);
  if (wanted) {
    event.preventDefault();
    wanted.click();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
  const box = document.querySelector<HTMLInputElement>("[data-desk-find] input");
  const elsewhere = event.target instanceof HTMLElement && event.target.matches("input, textarea, select") && event.target !== box;
  if (elsewhere || (box && box.value !== box.defaultValue)) return;
  const row = document.querySelector<HTMLElement>(`[data-choose="${event.key}"]`);
  if (!row) return;
  event.preventDefault();
  row.click();
});

// With Alt some keyboards make another sign of a digit: the key itself counts.
function digit(event: KeyboardEvent): string {
  return /^(Digit|Numpad)\d$/.test(event.code) ? event.code.slice(-1) : event.key;
}

// Escape empties the one input for the next caller.
island("[data-desk-find]", (form) => {
  const box = form.querySelector("input");
  box?.select();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box) return;
    box.value = "";
    box.focus();
  });
});

// An urgent word is told while the caller still speaks.
island("form[data-urgent-url]", (element) => {
  const form = element as HTMLFormElement;
  const said = form.querySelector<HTMLElement>("[data-urgent-said]");
  const words = form.querySelector<HTMLTextAreaElement>("[name=content]");
  let waiting = 0;
  let told = false;
  words?.addEventListener("input", () => {
    clearTimeout(waiting);
    if (!told) waiting = window.setTimeout(() => void ask(), 400);
  });
  async function ask(): Promise<void> {
    const body = new URLSearchParams({ content: words?.value ?? "" });
    const answer = await fetch(form.dataset["urgentUrl"] ?? "", { method: "POST", headers: { "X-CSRFToken": csrf() }, body }).catch(() => null);
    if (!answer?.ok) return;
    told = Boolean(((await answer.json()) as { word: string }).word);
    if (said) said.hidden = !told;
  }
});
