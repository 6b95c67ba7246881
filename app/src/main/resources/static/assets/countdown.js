// Countdowns by the server's clock: <time data-countdown datetime="…">. With data-countdown="reload" the page reloads
// at the end, once it is visible. Reloads are spread randomly, so that not all pages reload at the same instant.
import { clock, goTo, now, whenSeen } from "./site.js";

const SPREAD_MS = 1500;
const DAY = 86_400;

const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });

function left(seconds) {
  return seconds >= 2 * DAY ? words.format(Math.floor(seconds / DAY), "day") : clock(seconds);
}

function tick(element) {
  const seconds = Math.ceil((Date.parse(element.dateTime) - now()) / 1000);
  if (seconds > 0) {
    element.textContent = left(seconds);
    return true;
  }
  element.textContent = clock(0);
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
