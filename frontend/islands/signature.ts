import { island } from "../lib/island";
import { word } from "../lib/words";

// `[data-signature]` around a hidden or text input: a finger, pen or mouse signs on a canvas; the input gets a PNG data address.
island("[data-signature]", (place) => {
  const input = place.querySelector<HTMLInputElement>("input");
  if (!input) return;
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", place.dataset["signature"] ?? "");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "btn btn-sm";
  clear.textContent = word("signature.clear");
  place.append(canvas, clear);
  const pen = canvas.getContext("2d")!;
  const size = (): void => {
    const { width, height } = canvas.getBoundingClientRect();
    const sharp = window.devicePixelRatio || 1;
    canvas.width = width * sharp;
    canvas.height = height * sharp;
    pen.scale(sharp, sharp);
    pen.lineWidth = 2.5;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#1d2733";
    input.value = "";
  };
  size();
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(event.offsetX, event.offsetY);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(event.offsetX, event.offsetY);
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    input.value = canvas.toDataURL("image/png");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  clear.addEventListener("click", size);
  // A required signature is a sentence at the button, not a silent refusal of a hidden field.
  input.form?.addEventListener("guanjia:check", (event) => {
    const missing = place.hasAttribute("data-required") && !input.value;
    place.querySelector(".field-error")?.remove();
    if (!missing) return;
    event.preventDefault();
    const error = Object.assign(document.createElement("div"), { className: "field-error", textContent: word("signature.empty") });
    error.setAttribute("role", "alert");
    place.append(error);
    canvas.focus();
  });
});
