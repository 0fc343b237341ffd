import { word } from "./words";

export type Mood = "plenty" | "soon" | "late";
const MINUTE = 60_000;
const SOON = 15 * MINUTE;

// A duration in at most two units, as guanjia/ui/moments.py writes it.
export function length(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 60) return word(minutes === 1 ? "length.minute" : "length.minutes", minutes);
  if (days === 0) return minutes % 60 ? word("length.hours_minutes", hours, minutes % 60) : word("length.hours", hours);
  if (hours % 24 === 0) return word(days === 1 ? "length.day" : "length.days", days);
  return word("length.days_hours", days, hours % 24);
}

// How a limit stands, as guanjia/ui/moments.py writes it.
export function remaining(due: number, present: number): { text: string; mood: Mood } {
  const left = due - present;
  if (left >= MINUTE) return { text: word("until.left", length(left)), mood: left <= SOON ? "soon" : "plenty" };
  if (left >= 0) return { text: word("until.last"), mood: "soon" };
  if (left > -MINUTE) return { text: word("until.past"), mood: "late" };
  return { text: word("until.over", length(left)), mood: "late" };
}

// `12:05`, with hours only when there are any; a minus in front when past.
export function stopwatch(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const pad = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return `${milliseconds < 0 ? "−" : ""}${hours ? `${hours}:` : ""}${rest}`;
}
