// An island is a part of the page that a script improves. It starts once for each element, now or when it is swapped in.
type Start = (element: HTMLElement) => void;

const islands: [string, Start][] = [];
const started = new WeakMap<Element, Set<Start>>();

export function island(selector: string, start: Start): void {
  islands.push([selector, start]);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => begin(document, selector, start));
  else begin(document, selector, start);
}

function begin(root: ParentNode, selector: string, start: Start): void {
  if (root instanceof Element && root.matches(selector)) once(root, start);
  for (const element of root.querySelectorAll(selector)) once(element, start);
}

function once(element: Element, start: Start): void {
  const done = started.get(element) ?? new Set();
  if (done.has(start)) return;
  done.add(start);
  started.set(element, done);
  start(element as HTMLElement);
}

new MutationObserver((changes) => {
  for (const change of changes)
    for (const node of change.addedNodes)
      if (node instanceof Element) for (const [selector, start] of islands) begin(node, selector, start);
}).observe(document.documentElement, { childList: true, subtree: true });
