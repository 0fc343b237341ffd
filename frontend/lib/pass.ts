// Reads and judges a visitor's pass without network, in the same way and order as guanjia/frontdesk/visitors/rules/passes.py.
export interface Facts {
  site: number;
  zone: string;
  inner: boolean;
  clock: string;
  key: { number: number; point: string };
  revoked: [number, number][];
  used: Record<string, [string, boolean]>;
  server_time: string;
  fetched: number; // device clock
  offset: number; // server time minus device clock, ms
}

export interface Pass {
  site: number;
  visit: number;
  serial: number;
  key: number;
  from: number;
  until: number;
  zones: string[];
  flags: string;
  name: string;
}

const EARLY_MS = 15 * 60_000;
export const STALE_MS = 24 * 3_600_000;
const LONGEST = 600;

export async function readPass(text: string, facts: Facts): Promise<Pass | null> {
  const parts = text.trim().split(".");
  if (parts.length !== 3 || parts[0] !== "GJ2" || text.length > LONGEST) return null;
  try {
    const body = raw(parts[1]!);
    const point = Uint8Array.from(atob(facts.key.point), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    if (!(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, raw(parts[2]!), body))) return null;
    const [site, visit, serial, number, from, until, zones, flags, name] = new TextDecoder().decode(body).split("|");
    if (Number(number) !== facts.key.number) return null;
    return {
      site: Number(site),
      visit: Number(visit),
      serial: Number(serial),
      key: Number(number),
      from: Number(from) * 1000,
      until: Number(until) * 1000,
      zones: (zones ?? "").split(",").filter(Boolean),
      flags: flags ?? "",
      name: name ?? "",
    };
  } catch {
    return null;
  }
}

// Why the pass does not open this gate at `at`; "" when it does. Leaving only asks whether somebody is inside.
export function judge(pass: Pass, facts: Facts, at: number, out: boolean): string {
  if (pass.site !== facts.site) return "elsewhere";
  const [usedAt, inside] = facts.used[String(pass.visit)] ?? ["", false];
  if (out) return inside ? "" : "not_inside";
  if (facts.revoked.some(([visit, serial]) => visit === pass.visit && serial === pass.serial)) return "revoked";
  if (at < pass.from - EARLY_MS) return day(at, facts) !== day(pass.from, facts) ? "wrong_day" : "early";
  if (at > pass.until) return day(at, facts) !== day(pass.until, facts) ? "wrong_day" : "expired";
  if (!pass.zones.includes(facts.zone)) return "wrong_zone";
  if (inside) return facts.inner ? "" : pass.flags.includes("m") ? "inside" : "used";
  return usedAt && !pass.flags.includes("m") ? "used" : "";
}

function day(moment: number, facts: Facts): string {
  return new Date(moment).toLocaleDateString("sv", { timeZone: facts.clock });
}

function raw(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
