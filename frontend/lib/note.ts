// Says a sentence to screen readers only.
export function announce(text: string): void {
  const place = document.getElementById("announce");
  if (place) place.textContent = text;
}

// Shows a sentence for a while; a bad one stays longer.
export function note(text: string, bad = false): void {
  const line = document.createElement("div");
  line.className = bad ? "toast-note bad" : "toast-note";
  line.textContent = text;
  document.getElementById("toasts")?.append(line);
  setTimeout(() => line.remove(), bad ? 10_000 : 4_000);
}
