// Countdowns by the server's clock: <time data-countdown datetime="…">. With data-countdown="reload" the page reloads
// at the end, once it is visible. Reloads are spread randomly, so that not all pages reload at the same instant.
//
// Short limits are shown as a clock. With data-words="…", the name of a sentence, an opening is told in words: in units,
// and from two days on in days of the time zone data-zone, with the date data-at.
import { clock, goTo, now, whenSeen } from "./site.js";
import { fill, words } from "./words.js";

const SPREAD_MS = 1500;
const HOUR = 3600;
const DAY_MS = 86_400_000;

function left(element, seconds) {
  const { words: name, zone, at } = element.dataset;
  if (!name) return clock(seconds);
  const sentence = words.opens[name];
  if (seconds * 1000 < 2 * DAY_MS) return fill(sentence.in, inUnits(seconds, words.opens.units.split("|")));
  const days = (dayOf(Date.parse(element.dateTime), zone) - dayOf(now(), zone)) / DAY_MS;
  return [fill(sentence.days, Math.round(days)), at].filter(Boolean).join(" · ");
}

/** `9 min 33 s`; from an hour on without seconds. */
function inUnits(seconds, [hours, minutes, rest]) {
  const h = Math.floor(seconds / HOUR);
  const m = Math.floor((seconds % HOUR) / 60);
  const parts = h ? [fill(hours, h), fill(minutes, m)] : [m ? fill(minutes, m) : "", fill(rest, seconds % 60)];
  return parts.filter(Boolean).join(" ");
}

/** Midnight, as if the day of that time zone were one of UTC: so days have equal lengths. */
function dayOf(time, zone) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" })
    .formatToParts(time);
  const of = (type) => Number(parts.find((part) => part.type === type).value);
  return Date.UTC(of("year"), of("month") - 1, of("day"));
}

function tick(element) {
  const seconds = Math.max(0, Math.ceil((Date.parse(element.dateTime) - now()) / 1000));
  element.textContent = left(element, seconds);
  if (seconds > 0) return true;
  if (element.dataset.countdown === "reload") {
    whenSeen().then(() => setTimeout(() => goTo(), Math.random() * SPREAD_MS));
  }
  return false;
}

let running = [...document.querySelectorAll("time[data-countdown]")].filter(tick);
const timer = setInterval(() => {
  running = running.filter(tick);
  if (running.length === 0) clearInterval(timer);
}, 1000);
