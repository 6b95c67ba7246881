// The remaining time of a hold: warns before its end, extends it on request, and shows an extension made in another
// tab. Without this script the form extends the hold.
import { announce } from "./announce.js";
import { call, clock, insist, isSeen, now } from "./site.js";
import { words } from "./words.js";

const WARNING_MS = 90_000;
const SHORT_MS = 60_000;

const by = (id) => document.getElementById(id);
const time = by("time-left");
let timers = [];
let toldOf = {};

const form = () => by("more");

/**
 * Schedules both messages once for each end of the hold. If both are due, the offer comes last, so that screen
 * readers read it out.
 */
function watch() {
  const end = Date.parse(time.dateTime);
  if (toldOf.end !== end) {
    toldOf = { end };
    time.classList.remove("is-short");
  }
  timers.forEach(clearTimeout);
  timers = [
    [SHORT_MS, lastMinute],
    [WARNING_MS, warn],
  ]
    .filter(([ms]) => !toldOf[ms])
    .map(([ms, tell]) => setTimeout(() => due(ms, tell), Math.max(0, end - now() - ms)));
}

function due(ms, tell) {
  toldOf[ms] = true;
  tell();
}

function lastMinute() {
  time.classList.add("is-short");
  announce(words.oneMinute);
}

function warn() {
  if (!form()) return;
  form().classList.add("is-due");
  tell(words.moreWarning);
}

form()?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form().querySelector("[type=submit]");
  if (button.hasAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    show(await extend(form().dataset));
    by("extended").focus();
  } catch (refusal) {
    refused(refusal);
  }
  button.removeAttribute("aria-busy");
});

function extend({ queueToken }) {
  return insist(() => call("POST", `/api/v1/holds/${time.dataset.hold}/extension`, { queueToken }), {
    onSilence: () => tell(words.moreRetrying),
  });
}

function tell(text) {
  by("more-text").textContent = text;
  announce(text);
}

/** Submits the form if the server's page explains the refusal better; otherwise shows the refusal here. */
function refused(refusal) {
  if (refusal.code === "section-under-pressure") {
    tell(words.moreRefused);
  } else {
    HTMLFormElement.prototype.submit.call(form());
  }
}

/** Shows the hold as the server returned it. */
function show(hold) {
  if (hold.status !== "HELD") {
    location.reload();
    return;
  }
  if (!hold.extendable && form()) {
    form().remove();
    by("extended").hidden = false;
  }
  if (Date.parse(hold.expiresAt) !== Date.parse(time.dateTime)) {
    for (const one of [time, by("paybar-clock")]) one.dateTime = hold.expiresAt;
    time.textContent = clock(Math.ceil((Date.parse(hold.expiresAt) - now()) / 1000));
    watch();
  }
}

// Another tab may have extended the hold, or paid.
document.addEventListener("visibilitychange", async () => {
  const paying = !("countdown" in time.dataset);
  if (!isSeen() || paying) return;
  try {
    show(await call("GET", `/api/v1/holds/${time.dataset.hold}`));
  } catch {
    // The page stays valid: it reloads at the end of the hold.
  }
});

document.addEventListener("timeset", watch);
watch();
