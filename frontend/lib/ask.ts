import { word } from "./words";

// Asks in a dialog; true when the reader goes on. Esc and the cancel button say no.
export function ask(text: string, yes = word("confirm.yes")): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const words = document.createElement("p");
  words.textContent = text;
  words.id = "ask-words";
  dialog.setAttribute("aria-labelledby", words.id);
  const buttons = document.createElement("form");
  buttons.method = "dialog";
  buttons.className = "btn-list";
  buttons.append(button(word("confirm.no"), "no", "btn"), button(yes, "yes", "btn btn-primary"));
  dialog.append(words, buttons);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function button(text: string, value: string, look: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.textContent = text;
  made.value = value;
  made.className = look;
  return made;
}
