// Shared by the scripts of all pages: the server's time and API calls.

const RETRY_MS = 1_000;
const RETRY_MAX_MS = 8_000;

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

// The server's time when this page was received, and the same moment on the browser's monotonic clock. So changes of
// the device's clock have no effect.
let told = Number(meta("server-time"));
let toldAt = performance.getEntriesByType("navigation")[0]?.responseStart ?? performance.now();

const ASK_AGAIN_MS = 10_000;
const DRIFT_MAX_MS = 2_000;
const ROUND_TRIP_MAX_MS = 4_000;
let drift = 0;
let askedAt = -Infinity;

/** The server's time in milliseconds. */
export function now() {
  // The monotonic clock may stop while the device sleeps; then the wall clock jumps ahead of it.
  const apart = Date.now() - performance.now();
  drift ||= apart;
  if (Math.abs(apart - drift) > DRIFT_MAX_MS) askTime();
  return told + performance.now() - toldAt;
}

/** Requests the server's time, at most every 10 seconds, and dispatches `timeset` to running countdowns. */
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
    // Keep the known time, which may still be right.
  }
}

/** Whether this page is visible, according to the browser. */
export function isSeen() {
  return !document.hidden && document.visibilityState === "visible";
}

/** Resolves once this page is visible. */
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

// The device may have slept while a page with a countdown was hidden.
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
 * Calls the API with the session cookie. Returns the JSON, after `onHeaders`. Throws a Refusal if the server refuses,
 * and the error of fetch if there is no answer.
 */
export async function call(method, path, { body, queueToken, idempotencyKey, onHeaders, signal } = {}) {
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
  onHeaders?.(answer.headers);
  return json;
}

const PASSING = [429, 502, 503, 504];

/**
 * Whether a retry makes sense: there was no answer, or the server is busy, starting, or still processing the request.
 * Not for a cool-down: it lasts minutes, so its reader is told at once.
 */
export function isPassing(error) {
  if (!(error instanceof Refusal)) return true;
  if (error.code === "hold-cool-down") return false;
  return PASSING.includes(error.status) || error.code === "request-in-progress";
}

/** Retries with growing pauses until there is a final answer. Calls `onSilence` after the first failed try. */
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

/**
 * Waits until the server answers and has completed its startup; assets are answered before that. Navigating while it
 * is down would replace the page by a browser error, and a form sent while it starts would be refused.
 */
export async function whenThere() {
  await insist(() => fetch("/time", { method: "HEAD", cache: "no-store" }).then((answer) => {
    if (PASSING.includes(answer.status)) throw new Refusal(answer.status, {});
  }));
}

/** Navigates to the address, or reloads this page, once the server answers. */
export async function goTo(address) {
  await whenThere();
  if (address) location.assign(address);
  else location.reload();
}

/** The sign-in page for an ended session; it leads back here. */
export function signInAddress() {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}&ended`;
}

/** Sends a form of this page, whose answer is a page. After the sign-in, if one is needed, the server goes on with it. */
export function sendForm(action, fields) {
  const form = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
  for (const [name, value] of [["_csrf", meta("csrf-token")], ...fields]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}

/** Whether the refusal means that the session is over. */
export function isSessionOver(error) {
  return error instanceof Refusal && error.code === "unauthenticated";
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\u200F\u202B\u202E\u2067\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Isolates foreign text inside ours: right-to-left text would reorder the words around it. */
export function isolated(text) {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** `4:09` for 249 seconds; with hours if there are any. */
export function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600);
  const rest = `${hours ? two(Math.floor(s / 60) % 60) : Math.floor(s / 60)}:${two(s % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

// Sends a form once, even if its button is pressed repeatedly, and waits until the server answers.
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

// After the back button the form may be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelector("[type=submit]")?.removeAttribute("aria-busy");
  });
});
