import { island } from "../lib/island";

// A floor of the ways, drawn by the server. On the page of the floor a place is dragged by mouse, pen or finger to where it is, which is a
// plain post of form[data-way-move]; on the page of one place a tap says where it is: the numbers of the form follow.
const DRAG_PX = 5;
const STEP = 10;

interface Drag {
  dot: SVGAElement;
  x: number;
  y: number;
  moved: boolean;
}

island("svg[data-ways]", (element) => {
  const svg = element as unknown as SVGSVGElement;
  const move = document.querySelector<HTMLFormElement>("form[data-way-move]");
  const place = document.querySelector<HTMLInputElement>("input[name=x]")?.form;
  if (move) drags(svg, move);
  else if (place) taps(svg, place);
});

function drags(svg: SVGSVGElement, form: HTMLFormElement): void {
  let drag: Drag | null = null;
  let done = false;
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    done = false;
    const dot = event.target instanceof Element ? event.target.closest<SVGAElement>("a[data-spot]") : null;
    if (dot && event.button === 0) drag = { dot, x: event.clientX, y: event.clientY, moved: false };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag || (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG_PX)) return;
    drag.moved = true;
    const at = here(svg, event);
    const circle = drag.dot.querySelector("circle");
    circle?.setAttribute("cx", String(at.x));
    circle?.setAttribute("cy", String(at.y));
    svg.classList.add("dragging");
  });
  window.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { dot, moved } = drag;
    drag = null;
    svg.classList.remove("dragging");
    if (!moved) return;
    done = true;
    const [x, y] = metres(svg, here(svg, event));
    form.action = dot.dataset["move"] ?? "";
    field(form, "x").value = x;
    field(form, "y").value = y;
    field(form, "rev").value = dot.dataset["rev"] ?? "";
    form.requestSubmit();
  });
  window.addEventListener("pointercancel", () => (drag = null));
  // A drag ends over its own link: that is no click.
  svg.addEventListener("click", (event) => done && event.preventDefault(), true);
}

function taps(svg: SVGSVGElement, form: HTMLFormElement): void {
  const mark = svg.querySelector<SVGCircleElement>("[data-way-here]");
  const show = (x: number, y: number): void => {
    mark?.setAttribute("cx", String((x - number(svg, "left")) * number(svg, "scale") + number(svg, "edge")));
    mark?.setAttribute("cy", String((y - number(svg, "top")) * number(svg, "scale") + number(svg, "edge")));
    mark?.removeAttribute("hidden");
  };
  const fromForm = (): void => {
    const [x, y] = ["x", "y"].map((name) => Number.parseFloat(field(form, name).value));
    if (Number.isFinite(x) && Number.isFinite(y)) show(x!, y!);
  };
  svg.addEventListener("click", (event) => {
    event.preventDefault();
    const [x, y] = metres(svg, here(svg, event));
    field(form, "x").value = x;
    field(form, "y").value = y;
    show(Number(x), Number(y));
  });
  form.addEventListener("input", fromForm);
  fromForm();
}

function here(svg: SVGSVGElement, event: MouseEvent): DOMPoint {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()!.inverse());
}

// Metres on the floor to 10 cm, never outside of what a place may have.
function metres(svg: SVGSVGElement, at: DOMPoint): [string, string] {
  const of = (value: number, side: string): string =>
    (Math.max(0, Math.round(((value - number(svg, "edge")) / number(svg, "scale") + number(svg, side)) * STEP)) / STEP).toFixed(1);
  return [of(at.x, "left"), of(at.y, "top")];
}

function number(svg: SVGSVGElement, name: string): number {
  return Number(svg.dataset[name]);
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}
