import { island } from "../lib/island";
import { remaining, stopwatch } from "../lib/moments";

// `{% until %}` counts down. With data-form="clock" it shows minutes and seconds, for the refill clock of a room.
const running = new Map<HTMLElement, number>();

island("[data-until]", (element) => {
  const server = Date.parse(element.dataset["now"] ?? "");
  running.set(element, Number.isNaN(server) ? 0 : server - Date.now());
  show(element);
});

function show(element: HTMLElement): void {
  const present = Date.now() + (running.get(element) ?? 0);
  const due = Date.parse(element.getAttribute("datetime") ?? "");
  if (Number.isNaN(due)) return;
  const { text, mood } = remaining(due, present);
  const shown = element.dataset["form"] === "clock" ? stopwatch(due - present) : text;
  if (element.textContent !== shown) element.textContent = shown;
  element.classList.remove("until-plenty", "until-soon", "until-late");
  element.classList.add(`until-${mood}`);
}

setInterval(() => {
  for (const element of running.keys()) {
    if (element.isConnected) show(element);
    else running.delete(element);
  }
}, 1000);
