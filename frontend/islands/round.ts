import { nameOf, wordsOf, type Duty, type Item, type Shift } from "../lib/duty";
import { get } from "../lib/idb";
import { island } from "../lib/island";
import { word } from "../lib/words";
import { keepEvidence } from "./duty";

// Links of a chain that only the phone knows yet (made without network) stand in [data-duty-local], each with its own button.
island("[data-duty-local]", (place) => {
  const draw = (): void => void show(place);
  draw();
  document.addEventListener("guanjia:queue", draw);
  document.addEventListener("guanjia:shift", draw);
  document.addEventListener("htmx:after:swap", draw);
});

async function show(place: HTMLElement): Promise<void> {
  const shift = await get<Shift>("facts", "shift");
  const local = (shift?.duties ?? []).filter((duty) => duty.id === null && duty.state === "open");
  place.replaceChildren(...local.map((duty) => card(shift!, duty)));
}

function card(shift: Shift, duty: Duty): HTMLElement {
  const form = document.createElement("form");
  form.className = "task";
  form.dataset["local"] = nameOf(duty.key);
  const title = document.createElement("span");
  title.className = "task-title";
  title.textContent = wordsOf(duty);
  const due = document.createElement("time");
  due.dateTime = duty.due_at;
  due.dataset["until"] = "";
  due.dataset["now"] = new Date().toISOString();
  const button = document.createElement("button");
  button.className = "btn btn-primary btn-big";
  button.textContent = word("offline.done");
  form.append(title, due, ...duty.items.map(row), button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    void keepEvidence(shift, duty, new FormData(form), crypto.randomUUID(), 0);
  });
  return form;
}

function row(item: Item): HTMLElement {
  const label = document.createElement("label");
  label.className = "tick";
  const input = document.createElement("input");
  input.name = `item-${item.key}`;
  input.type = item.kind === "tick" ? "checkbox" : "text";
  if (item.kind === "number") input.inputMode = "decimal";
  if (item.kind === "tick") input.value = "true";
  input.required = item.required;
  label.append(input, item.unit ? `${item.label} (${item.unit})` : item.label);
  return label;
}
