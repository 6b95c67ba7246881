// Times of a venue's zone: what people type as wall-clock time becomes an instant, whatever zone the browser is in.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Whether the browser knows the zone. */
export function isZone(zone) {
  try {
    return Boolean(zone) && Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

function wall(time, zone) {
  const parts = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(time);
  const of = (type) => parts.find((part) => part.type === type).value;
  return `${of("year").padStart(4, "0")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

/** As a field of type datetime-local wants it: `2026-12-24T19:00`. */
export function toLocal(instant, zone) {
  return instant ? wall(new Date(instant), zone) : "";
}

/**
 * The instant of a wall-clock time, or null if the zone has no such time: in spring an hour is left out. Of an hour that
 * comes twice in autumn it is the first.
 */
export function toInstant(local, zone) {
  const shown = local.slice(0, 16);
  const asUtc = Date.parse(`${shown}Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsets = [-DAY, DAY].map((by) => Date.parse(`${wall(new Date(asUtc + by), zone)}Z`) - (asUtc + by));
  const found = offsets.map((offset) => asUtc - offset).filter((time) => wall(new Date(time), zone) === shown);
  return found.length ? new Date(Math.min(...found)).toISOString() : null;
}
