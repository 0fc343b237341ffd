import { ask } from "../lib/ask";
import { island } from "../lib/island";
import { announce } from "../lib/note";
import { clockOf, leftOf, minutesOf, snap, STEP_MIN, wallOf, type Axis } from "../lib/timegrid";
import { word } from "../lib/words";

// A grid of rooms against time over HTML from the server; frontend/README.md shows the markup. A booking is moved by mouse or
// by arrow keys and Enter; Esc gives up. The move is a plain post of [data-grid-form].
const DRAG_PX = 4;
const BIG_STEP_MIN = 30;

interface Move {
  slot: HTMLElement;
  lane: HTMLElement;
  begin: number;
  fromLane: HTMLElement;
  fromBegin: number;
}

class Grid {
  private readonly axis: Axis;
  private move: Move | null = null;

  constructor(private readonly root: HTMLElement) {
    this.axis = {
      start: minutesOf(root.dataset["start"] ?? ""),
      end: minutesOf(root.dataset["end"] ?? ""),
      px: Number(root.dataset["px"] ?? 1.5),
    };
    this.draw();
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("pointerdown", (event) => this.press(event));
    root.addEventListener("click", (event) => this.pick(event));
  }

  private lanes(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(".room-grid-row > .room-grid-lane")];
  }

  private draw(): void {
    this.root.classList.add("placed");
    const width = leftOf(this.axis, this.axis.end);
    for (const lane of this.root.querySelectorAll<HTMLElement>(".room-grid-lane")) {
      lane.style.width = `${width}px`;
      lane.style.flexBasis = `${width}px`;
      lane.style.backgroundSize = `${60 * this.axis.px}px 100%`;
    }
    const hours = this.root.querySelector(".room-grid-hours > .room-grid-lane");
    for (let at = Math.ceil(this.axis.start / 60) * 60; hours && at < this.axis.end; at += 60) {
      const mark = Object.assign(document.createElement("span"), { className: "room-grid-hour", textContent: clockOf(at) });
      mark.style.left = `${leftOf(this.axis, at)}px`;
      hours.append(mark);
    }
    for (const slot of this.root.querySelectorAll<HTMLElement>(".slot")) this.place(slot);
    this.now();
  }

  private place(slot: HTMLElement, begin = minutesOf(slot.dataset["begin"] ?? "")): void {
    const from = Math.max(begin, this.axis.start);
    const to = Math.min(begin + Number(slot.dataset["minutes"]), this.axis.end);
    slot.style.left = `${leftOf(this.axis, from)}px`;
    slot.style.width = `${Math.max(8, (to - from) * this.axis.px - 1)}px`;
    for (const [side, name] of [["before", "slotBefore"], ["after", "slotAfter"]] as const) this.buffer(slot, side, name, from, to);
  }

  // Set-up and clear-down are hatched beside the booking.
  private buffer(slot: HTMLElement, side: "before" | "after", name: string, from: number, to: number): void {
    const minutes = Number(slot.dataset[side] ?? 0);
    const id = `${name}-${slot.dataset["id"]}`;
    this.root.querySelector(`[data-buffer="${id}"]`)?.remove();
    if (!minutes) return;
    const stripe = Object.assign(document.createElement("span"), { className: "slot-buffer" });
    stripe.dataset["buffer"] = id;
    stripe.style.left = `${leftOf(this.axis, side === "before" ? from - minutes : to)}px`;
    stripe.style.width = `${minutes * this.axis.px}px`;
    slot.parentElement?.append(stripe);
  }

  private now(): void {
    const present = minutesOf(this.root.dataset["now"] ?? "");
    if (Number.isNaN(present) || present < this.axis.start || present > this.axis.end) return;
    for (const lane of this.lanes()) {
      const line = Object.assign(document.createElement("span"), { className: "grid-now" });
      line.style.left = `${leftOf(this.axis, present)}px`;
      lane.append(line);
    }
    this.root.scrollLeft = Math.max(0, leftOf(this.axis, present) - 200);
  }

  private begin(slot: HTMLElement): Move {
    const lane = slot.closest<HTMLElement>(".room-grid-lane")!;
    const begin = minutesOf(slot.dataset["begin"] ?? "");
    slot.classList.add("moving");
    this.move = { slot, lane, begin, fromLane: lane, fromBegin: begin };
    announce(word("grid.moving", this.nameOf(slot)));
    return this.move;
  }

  private nameOf(slot: HTMLElement): string {
    return slot.dataset["label"] ?? slot.querySelector("b")?.textContent ?? "";
  }

  private roomOf(lane: HTMLElement): HTMLElement {
    return lane.closest<HTMLElement>("[data-room]")!;
  }

  private shift(move: Move, lane: HTMLElement, begin: number): void {
    move.begin = snap(this.axis, begin, Number(move.slot.dataset["minutes"]));
    if (lane !== move.lane) {
      const focused = document.activeElement === move.slot;
      lane.append(move.slot);
      move.lane = lane;
      if (focused) move.slot.focus();
    }
    this.place(move.slot, move.begin);
    announce(word("grid.at", this.roomOf(lane).dataset["label"] ?? "", clockOf(move.begin)));
  }

  private key(event: KeyboardEvent): void {
    const slot = (event.target as HTMLElement).closest<HTMLElement>(".slot[data-movable]");
    if (!slot) return;
    const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    if (arrow) {
      event.preventDefault();
      const move = this.move ?? this.begin(slot);
      const lanes = this.lanes();
      const at = Math.min(Math.max(lanes.indexOf(move.lane) + arrow[1], 0), lanes.length - 1);
      this.shift(move, lanes[at]!, move.begin + arrow[0] * (event.shiftKey ? BIG_STEP_MIN : STEP_MIN));
    } else if (this.move && event.key === "Enter") {
      event.preventDefault();
      void this.drop();
    } else if (this.move && event.key === "Escape") {
      event.preventDefault();
      this.cancel();
    }
  }

  private press(event: PointerEvent): void {
    const slot = (event.target as HTMLElement).closest<HTMLElement>(".slot[data-movable]");
    if (!slot || event.button !== 0 || event.pointerType === "touch") return;
    const [x, y] = [event.clientX, event.clientY];
    const begin = minutesOf(slot.dataset["begin"] ?? "");
    const moved = (to: PointerEvent): void => {
      if (!this.move && Math.hypot(to.clientX - x, to.clientY - y) < DRAG_PX) return;
      const move = this.move ?? this.begin(slot);
      const lane = this.lanes().find((one) => {
        const box = one.getBoundingClientRect();
        return to.clientY >= box.top && to.clientY < box.bottom;
      });
      this.shift(move, lane ?? move.lane, begin + (to.clientX - x) / this.axis.px);
    };
    const end = (): void => {
      document.removeEventListener("pointermove", moved);
      document.removeEventListener("keydown", giveUp);
      if (this.move) void this.drop();
    };
    const giveUp = (key: KeyboardEvent): void => {
      if (key.key === "Escape") this.cancel();
    };
    slot.addEventListener("dragstart", (drag) => drag.preventDefault(), { once: true });
    document.addEventListener("pointermove", moved);
    document.addEventListener("keydown", giveUp);
    document.addEventListener("pointerup", end, { once: true });
  }

  private async drop(): Promise<void> {
    const move = this.move;
    if (!move) return;
    this.swallowClick();
    if (move.lane === move.fromLane && move.begin === move.fromBegin) return this.cancel();
    const room = this.roomOf(move.lane);
    const place = word("grid.at", room.dataset["label"] ?? "", clockOf(move.begin));
    this.move = null;
    const yes = await ask(word("grid.confirm", this.nameOf(move.slot), place));
    this.move = move;
    if (!yes) return this.cancel();
    this.send(move, room.dataset["room"] ?? "");
  }

  private send(move: Move, room: string): void {
    const form = this.root.querySelector<HTMLFormElement>("form[data-grid-form]") ?? document.querySelector<HTMLFormElement>("form[data-grid-form]");
    if (!form) return this.cancel();
    const values = { id: move.slot.dataset["id"] ?? "", rev: move.slot.dataset["rev"] ?? "", room, starts_at: wallOf(move.begin) };
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    form.requestSubmit();
  }

  private cancel(): void {
    const move = this.move;
    if (!move) return;
    this.move = null;
    move.slot.classList.remove("moving");
    if (move.lane !== move.fromLane) move.fromLane.append(move.slot);
    this.place(move.slot);
    move.slot.focus();
    announce(word("grid.cancelled"));
  }

  // The mouse button that put a booking down must not open it.
  private swallowClick(): void {
    const stop = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    this.root.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => this.root.removeEventListener("click", stop, { capture: true }), 300);
  }

  // A click on free time goes to the page of a new booking there.
  private pick(event: MouseEvent): void {
    const lane = event.target as HTMLElement;
    const address = this.root.dataset["newUrl"];
    if (!address || !lane.matches(".room-grid-row > .room-grid-lane")) return;
    const at = snap(this.axis, this.axis.start + event.offsetX / this.axis.px - 15, 60);
    const query = new URLSearchParams({ room: this.roomOf(lane).dataset["room"] ?? "", starts_at: wallOf(Math.floor(at / 30) * 30) });
    location.assign(`${address}?${query}`);
  }
}

island("[data-room-grid]", (root) => void new Grid(root));
