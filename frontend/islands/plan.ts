import { island } from "../lib/island";
import { announce } from "../lib/note";
import { word } from "../lib/words";

// `form[data-plan-edit]` holds a drawn plan: seats are dragged, or moved from the keyboard (roving focus). What changes is
// written into [data-plan-field] as {moved, removed, added} and posted with the form; the server judges it.
// `form[data-plan-comment]`: a press on the floor of the plan is the spot that the comment is about.
const STEP = 0.1;
const BIG_STEP = 0.5;
const SVG = "http://www.w3.org/2000/svg";

interface Spot {
  x: number;
  y: number;
  turn: number;
}

interface Edit {
  moved: Record<string, number[]>;
  removed: string[];
  added: number[][];
}

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function spotOf(seat: Element): Spot {
  const found = /translate\(([-\d.]+)[ ,]([-\d.]+)\)(?:\s*rotate\(([-\d.]+)\))?/.exec(seat.getAttribute("transform") ?? "");
  return { x: Number(found?.[1] ?? 0), y: Number(found?.[2] ?? 0), turn: Number(found?.[3] ?? 0) };
}

function put(seat: Element, spot: Spot): void {
  seat.setAttribute("transform", `translate(${spot.x.toFixed(3)} ${spot.y.toFixed(3)}) rotate(${spot.turn.toFixed(1)})`);
}

function metres(svg: SVGSVGElement, event: MouseEvent): { x: number; y: number } {
  const inverse = svg.getScreenCTM()?.inverse();
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(inverse);
  return { x: point.x, y: point.y };
}

class Editor {
  private readonly edit: Edit;
  private readonly done: (() => void)[] = [];
  private held: { seat: SVGElement; from: Spot } | null = null;
  private fresh = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly svg: SVGSVGElement,
  ) {
    const kept = this.field().value;
    this.edit = { moved: {}, removed: [], added: [], ...(kept ? (JSON.parse(kept) as Partial<Edit>) : {}) };
    form.classList.add("plan-editing");
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-describedby", "plan-help");
    for (const seat of this.seats()) this.name(seat);
    this.seats()[0]?.setAttribute("tabindex", "0");
    svg.addEventListener("pointerdown", (event) => this.press(event));
    svg.addEventListener("keydown", (event) => this.key(event));
    this.button("[data-plan-undo]", () => this.undo());
    this.button("[data-plan-add]", () => this.add());
    this.tell();
  }

  private field(): HTMLInputElement {
    return this.form.querySelector<HTMLInputElement>("[data-plan-field]")!;
  }

  private seats(): SVGElement[] {
    return [...this.svg.querySelectorAll<SVGElement>("[data-seat]:not(.gone)")];
  }

  private name(seat: SVGElement): void {
    seat.setAttribute("tabindex", "-1");
    seat.setAttribute("role", "button");
    seat.setAttribute("aria-label", word("plan.seat", seat.dataset["seat"] ?? ""));
  }

  private button(selector: string, act: () => void): void {
    const button = this.form.querySelector<HTMLButtonElement>(selector);
    button?.addEventListener("click", act);
    if (button && selector === "[data-plan-add]") button.hidden = false;
  }

  private press(event: PointerEvent): void {
    const seat = (event.target as Element).closest<SVGElement>("[data-seat]");
    if (!seat || event.button !== 0) return;
    event.preventDefault();
    const from = spotOf(seat);
    const start = metres(this.svg, event);
    this.focus(seat);
    seat.classList.add("held");
    const move = (to: PointerEvent): void => {
      const now = metres(this.svg, to);
      put(seat, { ...from, x: this.snap(from.x + now.x - start.x), y: this.snap(from.y + now.y - start.y) });
    };
    const end = (): void => {
      document.removeEventListener("pointermove", move);
      seat.classList.remove("held");
      this.settle(seat, from);
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end, { once: true });
  }

  private snap(value: number): number {
    return Math.round(value / 0.05) * 0.05;
  }

  private key(event: KeyboardEvent): void {
    const seat = (event.target as Element).closest<SVGElement>("[data-seat]");
    if (!seat) return;
    const arrow = ARROWS[event.key];
    if (arrow && this.held) this.nudge(this.held.seat, arrow, event.shiftKey ? BIG_STEP : STEP);
    else if (arrow) this.next(seat, arrow);
    else if (event.key === "Enter" || event.key === " ") this.grip(seat);
    else if (event.key === "Escape" && this.held) this.giveUp();
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(seat);
    else return;
    event.preventDefault();
  }

  private nudge(seat: SVGElement, [dx, dy]: [number, number], step: number): void {
    const at = spotOf(seat);
    put(seat, { ...at, x: at.x + dx * step, y: at.y + dy * step });
    const now = spotOf(seat);
    announce(word("plan.at", now.x.toFixed(1), now.y.toFixed(1)));
  }

  // The nearest seat in that direction.
  private next(seat: SVGElement, [dx, dy]: [number, number]): void {
    const at = spotOf(seat);
    let best: SVGElement | null = null;
    let least = Infinity;
    for (const other of this.seats()) {
      const to = spotOf(other);
      const [along, aside] = [(to.x - at.x) * dx + (to.y - at.y) * dy, Math.abs((to.x - at.x) * dy) + Math.abs((to.y - at.y) * dx)];
      if (along > 0.05 && along + 2 * aside < least) [best, least] = [other, along + 2 * aside];
    }
    if (best) this.focus(best);
  }

  private focus(seat: SVGElement): void {
    this.svg.querySelector('[data-seat][tabindex="0"]')?.setAttribute("tabindex", "-1");
    seat.setAttribute("tabindex", "0");
    seat.focus({ preventScroll: true });
  }

  private grip(seat: SVGElement): void {
    if (this.held) {
      const { seat: moved, from } = this.held;
      this.held = null;
      moved.classList.remove("held");
      this.settle(moved, from);
      return;
    }
    this.held = { seat, from: spotOf(seat) };
    seat.classList.add("held");
    announce(word("plan.held", seat.dataset["seat"] ?? ""));
  }

  private giveUp(): void {
    if (!this.held) return;
    put(this.held.seat, this.held.from);
    this.held.seat.classList.remove("held");
    this.held = null;
    announce(word("grid.cancelled"));
  }

  private settle(seat: SVGElement, from: Spot): void {
    const at = spotOf(seat);
    if (Math.hypot(at.x - from.x, at.y - from.y) < 0.01) return;
    const id = seat.dataset["seat"] ?? "";
    this.write(seat, id, at);
    this.done.push(() => {
      put(seat, from);
      this.write(seat, id, from);
    });
    this.tell();
  }

  private write(seat: SVGElement, id: string, at: Spot): void {
    const place = [Number(at.x.toFixed(3)), Number(at.y.toFixed(3))];
    const index = seat.dataset["added"];
    if (index === undefined) this.edit.moved[id] = place;
    else this.edit.added[Number(index)] = [...place, at.turn];
  }

  private remove(seat: SVGElement): void {
    if (seat.dataset["added"] !== undefined) return;
    const id = seat.dataset["seat"] ?? "";
    const near = this.seats().find((other) => other !== seat);
    seat.classList.add("gone");
    this.edit.removed.push(id);
    this.done.push(() => {
      seat.classList.remove("gone");
      this.edit.removed = this.edit.removed.filter((each) => each !== id);
    });
    if (near) this.focus(near);
    this.tell();
  }

  private add(): void {
    const box = this.svg.viewBox.baseVal;
    const turn = spotOf(this.seats()[0] ?? this.svg).turn;
    const spot = { x: this.snap(box.x + box.width / 2), y: this.snap(box.y + box.height / 2), turn };
    const seat = document.createElementNS(SVG, "use");
    this.fresh += 1;
    seat.setAttribute("href", "#plan-seat");
    seat.setAttribute("class", "plan-seat");
    seat.dataset["seat"] = `+${this.fresh}`;
    seat.dataset["added"] = String(this.edit.added.length);
    put(seat, spot);
    this.name(seat);
    this.svg.querySelector("[data-seats]")?.append(seat);
    this.edit.added.push([spot.x, spot.y, spot.turn]);
    this.done.push(() => {
      seat.remove();
      this.edit.added.pop();
    });
    this.focus(seat);
    this.grip(seat);
    this.tell();
  }

  private undo(): void {
    this.done.pop()?.();
    this.tell();
  }

  private tell(): void {
    const { moved, removed, added } = this.edit;
    const many = Object.keys(moved).length + removed.length + added.length;
    this.field().value = many ? JSON.stringify(this.edit) : "";
    const line = this.form.querySelector("[data-plan-changes]");
    if (line) line.textContent = many ? word("plan.changes", Object.keys(moved).length, removed.length, added.length) : "";
    const undo = this.form.querySelector<HTMLButtonElement>("[data-plan-undo]");
    if (undo) undo.hidden = this.done.length === 0;
  }
}

island("form[data-plan-edit]", (form) => {
  const svg = form.querySelector<SVGSVGElement>("svg.plan");
  if (svg) new Editor(form as HTMLFormElement, svg);
});

island("form[data-plan-comment]", (form) => {
  const svg = document.querySelector<SVGSVGElement>("svg.plan");
  svg?.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-seat]") && document.querySelector("form[data-plan-edit]")) return;
    const at = metres(svg, event);
    for (const axis of ["x", "y"] as const) {
      const field = form.querySelector<HTMLInputElement>(`input[name="${axis}"]`);
      if (field) field.value = at[axis].toFixed(2);
    }
    svg.querySelector(".plan-spot.mine")?.remove();
    const mark = document.createElementNS(SVG, "g");
    mark.setAttribute("class", "plan-spot mine");
    mark.setAttribute("transform", `translate(${at.x} ${at.y})`);
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("r", "0.3");
    mark.append(dot);
    svg.append(mark);
    announce(word("plan.spot", at.x.toFixed(1), at.y.toFixed(1)));
  });
});
