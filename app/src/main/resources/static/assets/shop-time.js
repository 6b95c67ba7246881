// How long the reader may shop: a quiet clock, a warning before its end, and `shopover` at its end. A hold moves the
// end, so the server is asked before it is believed.

import { announce } from "./announce.js";
import { call, clock, now } from "./site.js";

const WARNING_MS = 120_000;
const ASK_AGAIN_MS = 5_000;

const line = document.getElementById("shop-time");
const time = line?.querySelector("time");
let warnedFor = 0;
let askedAt = -Infinity;

function tick() {
  const end = Date.parse(time.dateTime);
  const left = end - now();
  time.textContent = clock(Math.ceil(left / 1000));
  line.classList.toggle("is-short", left <= WARNING_MS);
  if (left <= WARNING_MS && left > 0 && warnedFor !== end) {
    warnedFor = end;
    announce(line.querySelector(".shop-time__soon").textContent);
  }
  if (left <= 0) ask();
}

async function ask() {
  if (performance.now() - askedAt < ASK_AGAIN_MS) return;
  askedAt = performance.now();
  const { concert, queueToken } = line.dataset;
  try {
    const place = await call("GET", `/api/v1/concerts/${concert}/queue-tokens/current`, { queueToken });
    if (place.state === "ADMITTED") {
      time.dateTime = place.admittedUntil;
      return;
    }
  } catch (error) {
    if (!error.code) return;
  }
  clearInterval(timer);
  document.dispatchEvent(new Event("shopover"));
}

let timer = 0;
if (line) {
  timer = setInterval(tick, 1000);
  tick();
}
