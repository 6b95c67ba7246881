// The time that a hold has left: tells in time that it ends, asks for more where there is more to be had, and shows what
// another tab has got. Without this script the form asks by itself.
import { call, clock, insist, isSeen, now } from "./site.js";

const WARNING_MS = 90_000;
const SHORT_MS = 60_000;

const by = (id) => document.getElementById(id);
const time = by("time-left");
let timers = [];
let toldOf = {};

const form = () => by("more");

/** Both are told once for each end that the hold has; the offer last, so that it is what is heard. */
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
  by("say").textContent = time.dataset.minute;
}

function warn() {
  if (!form()) return;
  form().classList.add("is-due");
  by("more-text").textContent = form().dataset.warning;
  by("say").textContent = form().dataset.warning;
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

function extend({ queueToken, retrying }) {
  return insist(() => call("POST", `/api/v1/holds/${time.dataset.hold}/extension`, { queueToken }), {
    onSilence: () => tell(retrying),
  });
}

function tell(words) {
  by("more-text").textContent = words;
  by("say").textContent = words;
}

/** What the server's page can say better, it says. */
function refused(refusal) {
  if (refusal.code === "section-under-pressure") {
    tell(form().dataset.refused);
  } else {
    HTMLFormElement.prototype.submit.call(form());
  }
}

/** The hold as the server has it. */
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
    time.dateTime = hold.expiresAt;
    time.textContent = clock(Math.ceil((Date.parse(hold.expiresAt) - now()) / 1000));
    watch();
  }
}

// Another tab may have asked for more, or paid.
document.addEventListener("visibilitychange", async () => {
  const paying = !("countdown" in time.dataset);
  if (!isSeen() || paying) return;
  try {
    show(await call("GET", `/api/v1/holds/${time.dataset.hold}`));
  } catch {
    // The page is not wrong for that: at its end it is fetched anew.
  }
});

document.addEventListener("timeset", watch);
watch();
