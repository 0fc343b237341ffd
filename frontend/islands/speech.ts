import { island } from "../lib/island";

// A field that can be spoken into, by the browser's own recognition where there is one: what was heard stands in the field, and
// the form is sent, which shows what was understood and asks for a yes. Without recognition the button is not shown.
interface Heard {
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>>;
}
interface Recognition {
  lang: string;
  interimResults: boolean;
  maxAlternatives: number;
  onresult: ((event: Heard) => void) | null;
  onerror: (() => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}
type Ear = new () => Recognition;

island("[data-speech]", (place) => {
  const names = window as unknown as Record<string, Ear | undefined>;
  const Listener = names["SpeechRecognition"] ?? names["webkitSpeechRecognition"];
  const field = document.querySelector<HTMLInputElement>(place.dataset["speech"] ?? "");
  const button = place.querySelector("button");
  const says = place.querySelector<HTMLElement>("[data-speech-says]");
  if (!Listener || !field?.form || !button || !says) return;
  place.hidden = false;
  let ear: Recognition | null = null;

  button.addEventListener("click", () => {
    if (ear) return ear.abort();
    let heard = "";
    ear = new Listener();
    ear.lang = (place.dataset["speechLang"] ?? "").startsWith("zh") ? "zh-CN" : "en-GB";
    ear.interimResults = false;
    ear.maxAlternatives = 1;
    says.textContent = says.dataset["listening"] ?? "";
    button.setAttribute("aria-pressed", "true");
    ear.onresult = (event) => {
      heard = event.results[0]?.[0]?.transcript ?? "";
      if (!heard) return;
      field.value = heard.slice(0, field.maxLength > 0 ? field.maxLength : undefined);
      field.form?.requestSubmit();
    };
    ear.onerror = () => (heard = "");
    ear.onend = () => {
      ear = null;
      button.setAttribute("aria-pressed", "false");
      says.textContent = heard ? "" : (says.dataset["nothing"] ?? "");
    };
    ear.start();
  });
});
