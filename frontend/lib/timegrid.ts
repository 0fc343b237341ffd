// Where things stand on a grid of rooms against time. Wall times without zone (`2026-03-05T09:00`) count as UTC, so that the
// browser's own zone never shifts them.
export const STEP_MIN = 5;
const MINUTE = 60_000;

export interface Axis {
  start: number;
  end: number;
  px: number;
}

export const minutesOf = (wall: string): number => Date.parse(`${wall.slice(0, 16)}Z`) / MINUTE;
export const wallOf = (minutes: number): string => new Date(minutes * MINUTE).toISOString().slice(0, 16);
export const clockOf = (minutes: number): string => wallOf(minutes).slice(11);
export const leftOf = (axis: Axis, minutes: number): number => (minutes - axis.start) * axis.px;

// The nearest step at which something of `length` minutes still fits between the ends of the axis.
export function snap(axis: Axis, minutes: number, length: number): number {
  const stepped = Math.round(minutes / STEP_MIN) * STEP_MIN;
  return Math.min(Math.max(stepped, axis.start), Math.max(axis.start, axis.end - length));
}
