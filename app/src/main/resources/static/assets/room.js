// Keeps the waiting room's page current. Polls at the server's interval, pauses while the tab is hidden (unless the
// fan wants an alert), and polls once on return. If the state changes, the page is reloaded, because the server
// renders each state.
import { announce } from "./announce.js";
import { Refusal, call, goTo, insist, isPassing, isSeen, isSessionOver, signInAddress } from "./site.js";
import { solve } from "./challenge.js";
import { toast } from "./toast.js";
import { TurnAlert } from "./turn-alert.js";
import { TurnPush } from "./turn-push.js";
import { fill, words } from "./words.js";

const SAY_EVERY_MS = 30_000;
const RETRY_MS = 2_000;
const RETRY_MAX_MS = 15_000;

const room = document.getElementById("room");
const { concert, title, state, start, pollAfter } = room.dataset;
const base = `/api/v1/concerts/${concert}`;
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const by = (id) => document.getElementById(id);

let queueToken = room.dataset.queueToken;
const push = new TurnPush(`${base}/turn-alert`, () => queueToken);
const alert = new TurnAlert(by("alert"), concert, title, push);
let timer = 0;
let failures = 0;
let asking = false;
let saidAt = performance.now();
let said = "";
let percent = Number(room.dataset.percent ?? 0);

function askIn(ms) {
  clearTimeout(timer);
  timer = setTimeout(ask, ms);
}

function mayAsk() {
  return isSeen() || alert.isOn();
}

async function ask() {
  if (asking || !mayAsk()) return;
  asking = true;
  try {
    const [place, status] = await Promise.all([
      call("GET", `${base}/queue-tokens/current`, { queueToken }),
      call("GET", `${base}/waiting-room`).catch(() => null),
    ]);
    queueToken = place.queueToken;
    if (failures > 0) {
      failures = 0;
      by("trouble").hidden = true;
      toast(words.back);
    }
    if (place.state !== state) {
      await leaveFor(place.state);
      return;
    }
    show(place, status);
    askIn(place.pollAfterMs);
  } catch (error) {
    askAfter(error);
  } finally {
    asking = false;
  }
}

/**
 * Retries after a temporary failure; the place is kept. After a final refusal goes to the server's page, which
 * explains it.
 */
function askAfter(error) {
  if (error instanceof Refusal && !isPassing(error)) {
    goTo(isSessionOver(error) ? signInAddress() : undefined);
    return;
  }
  failures += 1;
  if (failures === 1) announce(words.offline);
  by("trouble").hidden = false;
  by("trouble").textContent = words.offline;
  const wait = Math.min(RETRY_MAX_MS, RETRY_MS * 1.5 ** failures) * (0.7 + 0.6 * Math.random());
  askIn(Math.max(wait, error.retryAfterMs ?? 0));
}

async function leaveFor(state) {
  clearTimeout(timer);
  if (state === "ADMITTED") {
    document.title = `★ ${words.turn}`;
    await alert.calls();
  }
  await goTo();
}

function show(place, status) {
  if (status) showStatus(status);
  if (place.state !== "WAITING") return;
  const position = fill(words.place, numbers.format(place.position));
  const ahead = place.ahead > 0 ? fill(words.ahead, numbers.format(place.ahead)) : words.aheadNone;
  const wait = waitWords(place.waitSeconds);
  by("position").textContent = position;
  by("ahead").textContent = ahead;
  by("wait").textContent = wait;
  const cause = words.causes[place.waitCause];
  if (cause) by("cause").textContent = cause;
  if (status) showProgress(place, status);
  document.title = `${position} · ${title}`;
  speak(fill(words.say, numbers.format(place.position), numbers.format(place.ahead ?? 0), wait));
}

/** The range in words, its low end rounded down and its high end rounded up, as on the server's page. */
function waitWords(wait) {
  if (!wait) return words.waitUnknown;
  if (wait.high <= 60) return words.waitSoon;
  const low = Math.max(1, Math.floor(wait.low / 60));
  const high = Math.ceil(wait.high / 60);
  if (high < 120) return fill(words.waitMinutes, numbers.format(low), numbers.format(high));
  const hours = numbers.format(Math.ceil(high / 60));
  return low < 60
    ? fill(words.waitUpToHours, numbers.format(low), hours)
    : fill(words.waitHours, numbers.format(Math.floor(low / 60)), hours);
}

function showProgress(place, status) {
  percent = Math.max(percent, place.ahead > 0 ? gone(place, status) : 100);
  by("progress").setAttribute("aria-valuetext", by("ahead").textContent);
  by("progress").setAttribute("aria-valuenow", percent);
  by("progress").querySelector("progress").value = percent;
}

/** How many in a hundred of those who were ahead at the start have gone in. */
function gone(place, status) {
  const from = Number(start);
  if (from < 0 || place.position <= from) return 0;
  const serving = place.lane === "PRIORITY" ? (status.priority?.servingPosition ?? 0) : status.servingPosition;
  return Math.min(99, Math.floor((100 * (serving - from)) / (place.position - from)));
}

function showStatus(status) {
  const paused = status.phase === "PAUSED";
  by("paused").hidden = !paused;
  // The notice tells it.
  by("cause").hidden = paused;
  showMessage(status.message ?? "");
  for (const level of status.levels) showLevel(level, status.soldOutLevels.includes(level.name));
}

function showMessage(message) {
  by("message").hidden = !message;
  if (by("message-text").textContent === message) return;
  by("message-text").textContent = message;
  if (message) announce(by("message").innerText);
}

function showLevel(level, gone) {
  const line = by("levels").querySelector(`[data-level="${CSS.escape(level.name)}"]`);
  if (!line) return;
  line.classList.toggle("levels__line--gone", gone);
  // A level without any seats is neither.
  const none = gone ? words.gone : level.heldSeats > 0 ? words.held : "";
  line.querySelector(".levels__left").textContent =
    level.freeSeats > 0 ? fill(words.left, numbers.format(level.freeSeats)) : none;
}

/** Tells screen readers the position, at most every 30 seconds. */
function speak(text) {
  const due = performance.now() - saidAt >= SAY_EVERY_MS;
  if (!due || text === said) return;
  announce(text);
  saidAt = performance.now();
  said = text;
}

// Leaving needs a confirmation.

const dialog = by("leave-dialog");
by("leave").addEventListener("submit", (event) => {
  if (dialog.open) return;
  event.preventDefault();
  dialog.showModal();
});
dialog.querySelector("[data-stay]").addEventListener("click", () => dialog.close());

// Solves the challenge of this place, if it has one.

const check = by("check");
if (check) {
  const { challenge, salt, max, signature } = check.dataset;
  const proof = await solve({ algorithm: "SHA-256", challenge, maxnumber: Number(max), salt, signature });
  const prove = () => call("POST", `${base}/queue-tokens/current/challenge`, { queueToken, body: { challenge: proof } });
  // A refusal needs no handling: the place is kept, and the server sends a new challenge if needed.
  await insist(prove).catch(() => {});
  check.remove();
}

document.addEventListener("visibilitychange", () => {
  if (isSeen()) ask();
  else if (!alert.isOn()) clearTimeout(timer);
});
addEventListener("online", () => ask());
addEventListener("pageshow", (event) => event.persisted && location.reload());
askIn(Number(pollAfter));
