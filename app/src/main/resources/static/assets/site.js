// What every page's script may use: the server's time, calls of the API, and words in passing.

const RETRY_MS = 1_000;
const RETRY_MAX_MS = 8_000;

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

// The server's time when this page had it, and when that was by a clock that nobody sets. So it makes no difference what
// is done to the clock of this device.
let told = Number(meta("server-time"));
let toldAt = performance.getEntriesByType("navigation")[0]?.responseStart ?? performance.now();

const ASK_AGAIN_MS = 10_000;
const DRIFT_MAX_MS = 2_000;
const ROUND_TRIP_MAX_MS = 4_000;
let drift = 0;
let askedAt = -Infinity;

/** The server's time in milliseconds. */
export function now() {
  // The steady clock may stand still while the device sleeps; then the other one is ahead of it all at once.
  const apart = Date.now() - performance.now();
  drift ||= apart;
  if (Math.abs(apart - drift) > DRIFT_MAX_MS) askTime();
  return told + performance.now() - toldAt;
}

/** Asks for the server's time, unless that was just done; whoever waits for a moment hears of it by `timeset`. */
async function askTime() {
  const asked = performance.now();
  if (asked - askedAt < ASK_AGAIN_MS) return;
  askedAt = asked;
  drift = Date.now() - asked;
  try {
    const answer = await fetch("/time", { cache: "no-store" });
    const time = Number(await answer.text());
    const trip = performance.now() - asked;
    if (!answer.ok || !(time > 0) || trip > ROUND_TRIP_MAX_MS) return;
    told = time + trip / 2;
    toldAt = performance.now();
    document.dispatchEvent(new Event("timeset"));
  } catch {
    // What is known stands, and may still be right.
  }
}

/** Whether somebody looks at this page, as far as the browser tells. */
export function isSeen() {
  return !document.hidden && document.visibilityState === "visible";
}

/** As soon as somebody looks at this page. */
export function whenSeen() {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSeen()) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    look();
  });
}

// Whoever comes back to a page that counts has slept meanwhile, perhaps.
const comesBack = () => isSeen() && drift && askTime();
document.addEventListener("visibilitychange", comesBack);
addEventListener("pageshow", comesBack);

export class Refusal extends Error {
  constructor(status, problem, retryAfterMs) {
    super(problem.detail ?? "");
    this.status = status;
    this.code = problem.code ?? "";
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Calls the API as whoever is signed in. Answers the JSON; throws a Refusal where the server says no, and whatever
 * fetch throws where there is no answer.
 */
export async function call(method, path, { body, queueToken, idempotencyKey, signal } = {}) {
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (method !== "GET") headers["X-CSRF-Token"] = meta("csrf-token");
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (queueToken) headers["Queue-Token"] = queueToken;
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  const answer = await fetch(path, {
    method,
    headers,
    signal,
    credentials: "same-origin",
    cache: "no-store",
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : null;
  if (!answer.ok) {
    const seconds = Number(answer.headers.get("Retry-After"));
    throw new Refusal(answer.status, json ?? {}, seconds > 0 ? seconds * 1000 : undefined);
  }
  return json;
}

const PASSING = [429, 502, 503, 504];

/**
 * Whether asking again later makes sense: no answer at all, or the server is busy, just starting, or at it already.
 * A cool-down takes minutes: its reader is told, and not kept waiting.
 */
export function isPassing(error) {
  if (!(error instanceof Refusal)) return true;
  if (error.code === "hold-cool-down") return false;
  return PASSING.includes(error.status) || error.code === "request-in-progress";
}

/** Asks until there is an answer, a little later each time; `onSilence` is told of the first try that found none. */
export async function insist(ask, { onSilence } = {}) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (tries === 0) onSilence?.();
      const wait = Math.max(error.retryAfterMs ?? 0, Math.min(RETRY_MAX_MS, RETRY_MS * 1.6 ** tries));
      await new Promise((resolve) => setTimeout(resolve, wait * (0.8 + 0.4 * Math.random())));
    }
  }
}

/** Waits until the server answers: who leaves a page while there is none ends up with nothing at all. */
export async function whenThere() {
  await insist(() => fetch(import.meta.url, { method: "HEAD", cache: "no-store" }).then((answer) => {
    if (PASSING.includes(answer.status)) throw new Refusal(answer.status, {});
  }));
}

/** Goes there, or fetches this page anew, as soon as there is a server to answer. */
export async function goTo(address) {
  await whenThere();
  if (address) location.assign(address);
  else location.reload();
}

/** Where whoever's session is over signs in again, to come back here. */
export function signInAddress() {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}&ended`;
}

/** Whether nobody is signed in any more, unlike all else that may be refused. */
export function isSessionOver(error) {
  return error instanceof Refusal && error.code === "unauthenticated";
}

/** Says something in passing; screen readers hear it too. */
export function toast(text, ms = 5000) {
  const box = document.getElementById("toasts");
  const line = document.createElement("p");
  line.className = "toast";
  line.textContent = text;
  box.append(line);
  setTimeout(() => line.remove(), ms);
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\u200F\u202B\u202E\u2067\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Somebody's text in the midst of ours: written from right to left, it would turn what stands around it. */
export function isolated(text) {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** `4:09` for 249 seconds; with hours and days where there are any. */
export function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600);
  const rest = `${hours ? two(Math.floor(s / 60) % 60) : Math.floor(s / 60)}:${two(s % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

// A form is sent once, however often its button is pressed, and kept until there is somebody to take it.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !form.matches("[data-once]") || form.dataset.sent === "now") return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "soon";
  form.querySelector("[type=submit]")?.setAttribute("aria-busy", "true");
  await whenThere();
  form.dataset.sent = "now";
  form.requestSubmit(submitter);
  form.dataset.sent = "yes";
});

// Whoever comes back by the back button may press again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelector("[type=submit]")?.removeAttribute("aria-busy");
  });
});
