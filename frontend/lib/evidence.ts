import type { Duty, Evidence, Item } from "./duty";

const TRUE = new Set(["true", "on", "1", "yes"]);
const FALSE = new Set(["false", "0", "no"]);

// What one item of the checklist says. A tick is true, false, or null for not applicable; the rest is text as typed.
function valueOf(item: Item, data: FormData): unknown {
  const typed = String(data.get(`item-${item.key}`) ?? "").trim();
  if (item.kind !== "tick") return typed;
  if (TRUE.has(typed)) return true;
  return FALSE.has(typed) ? false : null;
}

// The row of `sync` that a filled form of `duty` makes. Photos go beside it, not in it.
export function evidenceOf(duty: Duty, data: FormData, id: string, offset: number | null, tookMs: number): Evidence {
  const text = (name: string): string => String(data.get(name) ?? "");
  return {
    id,
    duty_id: duty.id,
    key: duty.key,
    rev: duty.rev,
    device_at: new Date().toISOString(),
    offset_ms: offset,
    source: "phone",
    items: duty.items
      .filter((item) => item.kind !== "photo" && item.kind !== "signature")
      .map((item) => ({ key: item.key, value: valueOf(item, data), note: text(`note-${item.key}`) })),
    files: [],
    signature: text("signature"),
    scan: text("scan"),
    took_ms: tookMs,
    single_handed_reason: text("single_handed_reason"),
    note: text("note"),
  };
}

// The photos of a filled form: `photo` belongs to the duty as a whole, `photo-KEY` to an item.
export function photosOf(data: FormData): { item: string; blob: Blob }[] {
  const photos: { item: string; blob: Blob }[] = [];
  for (const [name, value] of data.entries()) {
    if (!(value instanceof File) || value.size === 0) continue;
    if (name === "photo") photos.push({ item: "", blob: value });
    else if (name.startsWith("photo-")) photos.push({ item: name.slice("photo-".length), blob: value });
  }
  return photos;
}
