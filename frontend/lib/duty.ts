// The shapes of docs/architecture/offline.md.
export interface Item {
  key: string;
  label: string;
  kind: "tick" | "number" | "text" | "photo" | "signature" | "scan";
  required: boolean;
  low?: string;
  high?: string;
  unit?: string;
}

export interface Link {
  least_s: number;
  most_s: number;
}

export interface Chain {
  n: number;
  until: string | null;
  missed_s: number | null;
  links: Link[];
  rests?: [string, string][];
}

export interface Key {
  standard: string;
  subject_kind: string;
  subject_id: number;
  occurrence: string;
  round: number;
}

export interface Duty {
  id: number | null;
  key: Key;
  rev: number;
  url: string;
  title: string;
  subject: { label: string; url: string };
  place: string;
  state: string;
  opens_at: string;
  due_at: string;
  closes_at: string | null;
  ambient: boolean;
  proof: string[];
  scan: string | null;
  items: Item[];
  chain: Chain | null;
}

export interface Shift {
  version: number;
  site: string;
  server_time: string;
  wipe_after: string;
  person: { id: number; name: string };
  duties: Duty[];
}

export interface Evidence {
  id: string;
  duty_id: number | null;
  key: Key | null;
  rev: number;
  device_at: string;
  offset_ms: number | null;
  source: "phone";
  items: { key: string; value: unknown; note: string }[];
  files: { item: string; file_id: number }[];
  signature: string;
  scan: string;
  took_ms: number;
  single_handed_reason: string;
  note: string;
}

// What waits on the phone: the row as it will be sent, and the photos that go before it.
export interface Waiting {
  id: string;
  site: string;
  title: string;
  row: Evidence;
  photos: { item: string; blob: Blob; fileId?: number; refused?: string }[];
  refused?: string;
}

// What a reader calls it: what to do and where.
export function wordsOf(duty: Duty): string {
  return `${duty.title} · ${duty.place || duty.subject.label}`;
}

// Names a duty across rounds and reloads, also one that only the phone knows.
export function nameOf(key: Key): string {
  return [key.standard, key.subject_kind, key.subject_id, key.occurrence, key.round].join("|");
}
