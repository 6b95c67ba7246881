// The strip with the reader's running hold: its clock, and its truth when the page is looked at again, when the time
// is over and when a freeze or an extension has moved the end.

import { toast } from "./toast.js";
import { clock, isSeen, now } from "./site.js";

const strip = () => document.getElementById("held");
let timer = 0;
let asking = false;

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
  if (!shown || asking) return;
  asking = true;
  const wasOver = Date.parse(shown.querySelector("time").dateTime) <= now();
  try {
    const answer = await fetch(`/held?at=${location.pathname}`, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.getElementById("held");
    if (!newer && wasOver) toast(shown.querySelector(".held__over").textContent);
    if (newer) shown.replaceWith(newer);
    else shown.remove();
    tick();
  } catch {
    // Without an answer the strip stays; its link always leads to the truth.
  } finally {
    asking = false;
  }
}

if (strip()) {
  tick();
  timer = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", () => isSeen() && look());
  addEventListener("pageshow", (event) => event.persisted && look());
}
