import { island } from "../lib/island";

// What the call screen says: each `[data-say="ticket:times"]` once, in its order. Browsers let a page speak only after somebody
// has touched it, so `[data-voice]` turns the voice on; where there is none the large text stays.
const said = new Set<string>();
let on = false;

island("[data-voice]", (button) => {
  if (!("speechSynthesis" in window)) return void button.remove();
  button.addEventListener("click", () => {
    on = true;
    button.remove();
    for (const place of document.querySelectorAll<HTMLElement>("[data-say]")) say(place);
  });
});

island("[data-say]", say);
document.addEventListener("htmx:after:swap", () => {
  for (const place of document.querySelectorAll<HTMLElement>("[data-say]")) say(place);
});

function say(place: HTMLElement): void {
  const key = place.dataset["say"] ?? "";
  if (!on || said.has(key)) return;
  said.add(key);
  const words = new SpeechSynthesisUtterance(place.textContent ?? "");
  words.lang = "zh-CN";
  words.rate = 0.9;
  speechSynthesis.speak(words);
}
