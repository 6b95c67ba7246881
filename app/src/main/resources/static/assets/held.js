// The strip with the reader's running hold: its clock, and its truth when the page is looked at again, when the time
// is over and when a freeze or an extension has moved the end.

import { toast } from "./toast.js";
import { clock, isSeen, now } from "./site.js";

const strip = () => document.getElementById("held");
const isOver = (held) => Date.parse(held.querySelector("time").dateTime) <= now();
const REST_MS = 2_000;
const REST_MAX_MS = 60_000;
let timer = 0;
let asking = false;
let seenMeanwhile = false;
let failures = 0;
let notBefore = 0;

function tick() {
  const time = strip()?.querySelector("time");
  if (!time) {
    clearInterval(timer);
    return;
  }
  const seconds = Math.ceil((Date.parse(time.dateTime) - now()) / 1000);
  time.textContent = clock(seconds);
  if (seconds <= 0) look();
}

async function look() {
  const shown = strip();
  if (!shown || asking || performance.now() < notBefore) return;
  asking = true;
  const wasOver = isOver(shown);
  try {
    const answer = await fetch(`/held?at=${location.pathname}`, { cache: "no-store" });
    if (!answer.ok) {
      rest(Number(answer.headers.get("Retry-After")));
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.getElementById("held");
    if (!newer && wasOver) toast(shown.querySelector(".held__over").textContent);
    // By the server's clock it may still run.
    if (newer && isOver(newer)) rest(0);
    else failures = 0;
    if (newer) shown.replaceWith(newer);
    else shown.remove();
    tick();
  } catch {
    rest(0);
  } finally {
    asking = false;
  }
  if (seenMeanwhile) seen();
}

/** The page is looked at again. An answer that is still on its way may be older than that. */
function seen() {
  seenMeanwhile = asking;
  look();
}

/** Without an answer the strip stays; its link always leads to the truth. Asks again later, and ever later. */
function rest(seconds) {
  failures += 1;
  notBefore = performance.now() + Math.max(seconds * 1000 || 0, Math.min(REST_MAX_MS, REST_MS * 2 ** failures));
}

if (strip()) {
  tick();
  timer = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", () => isSeen() && seen());
  addEventListener("pageshow", (event) => event.persisted && seen());
}
