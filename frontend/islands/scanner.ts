import { camera, detector } from "../lib/camera";
import { island } from "../lib/island";
import { word } from "../lib/words";

// `[data-scanner]` reads codes by camera and from hand-held scanners, and says each as a `scan` event with {text, via}.
// A form with [data-scan-form] inside it sends what is typed the same way.
export interface Scan {
  text: string;
  via: "camera" | "wedge" | "typed";
}

const LOOK_MS = 120;
const AGAIN_MS = 2_500;
const KEY_GAP_MS = 120;
const LEAST = 4;

island("[data-scanner]", (place) => {
  const say = (text: string, via: Scan["via"]): void => {
    place.dispatchEvent(new CustomEvent<Scan>("scan", { bubbles: true, detail: { text, via } }));
  };
  handHeld((text) => say(text, "wedge"));
  typedForm(place, (text) => say(text, "typed"));
  lens(place, (text) => say(text, "camera"));
});

// A hand-held scanner types faster than any hand and ends with Enter.
function handHeld(say: (text: string) => void): void {
  let typed = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as HTMLElement).matches("input, textarea, select, [contenteditable]")) return;
    const slow = event.timeStamp - last > KEY_GAP_MS;
    last = event.timeStamp;
    if (event.key === "Enter") {
      const whole = slow ? "" : typed;
      typed = "";
      if (whole.length < LEAST) return;
      event.preventDefault();
      say(whole);
    } else if (event.key.length === 1) typed = slow ? event.key : typed + event.key;
  });
}

function typedForm(place: HTMLElement, say: (text: string) => void): void {
  const form = place.querySelector<HTMLFormElement>("form[data-scan-form]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = form.querySelector<HTMLInputElement>('input:not([type="hidden"])');
    const text = input?.value.trim();
    if (!input || !text) return;
    input.value = "";
    say(text);
  });
}

function lens(place: HTMLElement, say: (text: string) => void): void {
  const view = document.createElement("div");
  view.className = "scanner-view";
  const video = document.createElement("video");
  video.muted = video.playsInline = true;
  view.append(video);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-big";
  button.textContent = word("scan.start");
  const line = document.createElement("div");
  line.className = "scanner-note";
  line.setAttribute("role", "status");
  place.prepend(view, button, line);
  let stop: (() => void) | null = null;
  const start = async (): Promise<void> => {
    line.textContent = "";
    if (!navigator.mediaDevices) return void (line.textContent = word(window.isSecureContext ? "scan.none" : "scan.insecure"));
    button.disabled = true;
    try {
      stop = await look(video, say);
      view.classList.add("on");
      button.textContent = word("scan.stop");
    } catch (error) {
      line.textContent = word((error as DOMException).name === "NotAllowedError" ? "scan.denied" : "scan.none");
    }
    button.disabled = false;
  };
  const end = (): void => {
    stop?.();
    stop = null;
    view.classList.remove("on");
    button.textContent = word("scan.start");
  };
  button.addEventListener("click", () => (stop ? end() : void start()));
  document.addEventListener("visibilitychange", () => document.hidden && end());
  if (place.hasAttribute("data-autostart")) void start();
}

// Looks until the returned function is called. The same code counts again only after it was out of sight for a while.
async function look(video: HTMLVideoElement, say: (text: string) => void): Promise<() => void> {
  const [reader, stream] = await Promise.all([detector(), camera(video)]);
  let on = true;
  let seen = "";
  let seenAt = 0;
  const turn = async (): Promise<void> => {
    const found = await reader.detect(video).catch(() => []);
    const text = found[0]?.rawValue ?? "";
    const present = performance.now();
    if (on && text && (text !== seen || present - seenAt > AGAIN_MS)) say(text);
    if (text) [seen, seenAt] = [text, present];
    if (on) setTimeout(() => void turn(), LOOK_MS);
  };
  void turn();
  return () => {
    on = false;
    for (const track of stream.getTracks()) track.stop();
  };
}
