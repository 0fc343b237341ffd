import { island } from "../lib/island";

// A seating plan drawn by the server: a card is dragged to another place, which is a plain post of form[data-seat-form].
// Without a pointer the places are links that open the choice beside the picture.
const DRAG_PX = 6;

interface Drag {
  card: SVGGElement;
  x: number;
  y: number;
  moved: boolean;
  over: SVGGElement | null;
}

island("svg[data-seats]", (element) => {
  const form = document.querySelector<HTMLFormElement>("form[data-seat-form]");
  if (!form) return;
  let drag: Drag | null = null;

  element.addEventListener("dragstart", (event) => event.preventDefault());
  element.addEventListener("pointerdown", (event) => {
    const card = seatAt(event.target);
    if (event.button === 0 && card?.dataset["guest"]) drag = { card, x: event.clientX, y: event.clientY, moved: false, over: null };
  });
  element.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG_PX) return;
    drag.moved = true;
    element.classList.add("dragging");
    drag.card.classList.add("moving");
    const over = seatAt(document.elementFromPoint(event.clientX, event.clientY));
    if (over !== drag.over) {
      drag.over?.classList.remove("over");
      drag.over = over === drag.card ? null : over;
      drag.over?.classList.add("over");
    }
  });
  const end = (): void => {
    const done = drag;
    drag = null;
    element.classList.remove("dragging");
    done?.card.classList.remove("moving");
    done?.over?.classList.remove("over");
    if (!done?.moved || !done.over) return;
    field(form, "guest").value = done.card.dataset["guest"] ?? "";
    field(form, "key").value = done.over.dataset["key"] ?? "";
    form.requestSubmit();
  };
  window.addEventListener("pointerup", end);
  // A drag ends over another link: that is no click.
  element.addEventListener(
    "click",
    (event) => {
      if (element.querySelector(".moving") || drag?.moved) event.preventDefault();
    },
    true,
  );
});

function seatAt(target: EventTarget | null): SVGGElement | null {
  return target instanceof Element ? target.closest<SVGGElement>("g.seat") : null;
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}
