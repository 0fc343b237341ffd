import { ask } from "../lib/ask";
import { island } from "../lib/island";
import { waiting } from "../lib/sync";
import { wipe } from "../lib/wipe";
import { word } from "../lib/words";

// Signing out wipes the phone; what is not uploaded is asked about first.
island("form[data-signout]", (element) => {
  const form = element as HTMLFormElement;
  form.addEventListener("submit", (event) => {
    if (form.dataset["wiped"] || !("indexedDB" in window)) return;
    event.preventDefault();
    void leave(form);
  });
});

async function leave(form: HTMLFormElement): Promise<void> {
  try {
    const count = (await waiting()).length;
    if (count > 0 && !(await ask(word("offline.signout", count)))) return;
    await wipe();
  } catch {
    // A browser that gives no store has nothing to wipe.
  }
  form.dataset["wiped"] = "1";
  form.requestSubmit();
}
