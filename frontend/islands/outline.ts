import { island } from "../lib/island";

// The outline form draws what is typed: corners, doors, pillars, stage. The server judges; this only shows.
const SVG = "http://www.w3.org/2000/svg";

function rows(form: HTMLElement, name: string): number[][] {
  const text = form.querySelector<HTMLTextAreaElement>(`textarea[name="${name}"]`)?.value ?? "";
  return text
    .split(/[\n;；]/)
    .map((line) => line.trim().split(/[\s,，]+/).map(Number))
    .filter((row) => row.length > 1 && row.slice(0, 2).every(Number.isFinite));
}

function make(kind: string, look: string, attributes: Record<string, number | string>): SVGElement {
  const made = document.createElementNS(SVG, kind);
  made.setAttribute("class", look);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function draw(form: HTMLElement, view: SVGElement): void {
  const corners = rows(form, "outline");
  view.replaceChildren();
  if (corners.length < 3) return;
  const xs = corners.map((row) => row[0]!);
  const ys = corners.map((row) => row[1]!);
  const [left, top] = [Math.min(...xs) - 1, Math.min(...ys) - 1];
  view.setAttribute("viewBox", `${left} ${top} ${Math.max(...xs) - left + 1} ${Math.max(...ys) - top + 1}`);
  view.append(make("polygon", "plan-room", { points: corners.map((row) => `${row[0]},${row[1]}`).join(" ") }));
  for (const [name, look] of [["stage", "plan-stage"], ["pillars", "plan-pillar"]] as const)
    for (const [x, y, w, d] of rows(form, name))
      if (w && d) view.append(make("rect", look, { x: x! - w / 2, y: y! - d / 2, width: w, height: d }));
  for (const [x, y, w] of rows(form, "doors")) view.append(make("circle", "plan-front", { cx: x!, cy: y!, r: Math.max(0.2, (w ?? 1) / 4) }));
  corners.forEach((row, index) => {
    const label = make("text", "plan-row", { x: row[0]!, y: row[1]! - 0.2 });
    label.textContent = String(index + 1);
    view.append(label);
  });
}

island("[data-outline]", (form) => {
  const view = document.querySelector<SVGElement>("[data-outline-preview]");
  if (!view) return;
  form.addEventListener("input", () => draw(form, view));
  draw(form, view);
});
