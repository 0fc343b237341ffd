import type { Chain, Duty, Link } from "./duty";

// The next link of a chain duty that was really done at `done` (milliseconds UTC), or null when the chain ends.
export function nextLink(duty: Duty, done: number): Duty | null {
  const chain = duty.chain;
  if (!chain || chain.links.length === 0) return null;
  const link = chain.links[Math.min(chain.n, chain.links.length - 1)]!;
  const from = rested(chain, done, link);
  const due = from + link.most_s * 1000;
  if (chain.until !== null && due >= Date.parse(chain.until)) return null;
  const next: Chain = { ...chain, n: chain.n + 1 };
  return {
    ...duty,
    id: null,
    key: { ...duty.key, occurrence: `n:${next.n}` },
    rev: 0,
    url: "",
    state: "open",
    opens_at: instant(from + link.least_s * 1000),
    due_at: instant(due),
    closes_at: chain.missed_s === null ? null : instant(due + chain.missed_s * 1000),
    chain: next,
  };
}

// The moment that the link counts from: one that counts from within a rest, or would be due in it, counts from its end.
function rested(chain: Chain, done: number, link: Link): number {
  let from = done;
  for (const [begin, end] of chain.rests ?? []) {
    const [begins, ends] = [Date.parse(begin), Date.parse(end)];
    const within = (moment: number): boolean => begins <= moment && moment < ends;
    if (within(from) || within(from + link.most_s * 1000)) from = ends;
  }
  return from;
}

export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
