// Follows the seats while the page is visible: by the server's stream or, if this browser has enough streams, by
// requesting the list every three seconds. Streams are read with fetch, because an EventSource cannot send the queue
// token.

import { isSeen } from "../site.js";

// A browser opens at most six connections to a site, for all tabs and windows together. Streams may use two of them,
// so that holds and payments always find one.
const STREAMS_MAX = 2;
const ASK_EVERY_MS = 3_000;

const WAIT_MIN_MS = 500;
const WAIT_MAX_MS = 15_000;

// The server sends a heartbeat every 15 seconds. After a longer silence the connection is considered lost.
const SILENCE_MAX_MS = 40_000;

const LEAVING = ["freeze", "pagehide"];

/**
 * Takes one of this browser's streams. Returns the function that gives it back, or null if none is free. Without Web
 * Locks, such as over plain HTTP, only the focused window has a stream.
 */
async function takeStream() {
  if (!navigator.locks) return document.hasFocus() ? () => {} : null;
  for (let i = 0; i < STREAMS_MAX; i++) {
    const giveBack = await new Promise((answer) => {
      // The lock is held until the promise returned here resolves.
      const take = (lock) => (lock ? new Promise((kept) => answer(kept)) : answer(null));
      navigator.locks.request(`frontrow-stream-${i}`, { ifAvailable: true }, take).catch(() => answer(null));
    });
    if (giveBack) return giveBack;
  }
  return null;
}

/** The id from which a stream follows this list, if the list's version does not say so. */
export const eventId = (headers) => headers.get("Last-Event-ID");

export class LiveSeats {
  /** @param on { change(news), snapshot(list), state("live" | "lost" | "over") } */
  constructor(address, queueToken, lastId, on) {
    this.address = address;
    this.queueToken = queueToken;
    this.lastId = String(lastId);
    this.on = on;
    this.failures = 0;
    const look = (event) => this.look(event?.type);
    ["visibilitychange", "freeze", "resume"].forEach((name) => document.addEventListener(name, look));
    ["pagehide", "pageshow", "focus", "blur"].forEach((name) => addEventListener(name, look));
    look();
  }

  look(event) {
    if ((event === "focus" || event === "blur") && navigator.locks) return;
    if (event === "blur" || event === "focus" || LEAVING.includes(event) || !isSeen()) this.stop();
    if (!LEAVING.includes(event) && isSeen()) this.start();
  }

  start() {
    if (this.looking || this.over) return;
    this.looking = new AbortController();
    this.follow(this.looking.signal);
  }

  stop() {
    this.looking?.abort();
    this.looking = undefined;
  }

  async follow(signal) {
    while (!signal.aborted) {
      const giveBack = await takeStream();
      let pause;
      try {
        if (!signal.aborted) pause = giveBack ? await this.stream(signal) : await this.ask(signal);
      } catch {
        // Any failure is counted below.
      } finally {
        giveBack?.();
      }
      if (signal.aborted) return;
      if (this.over) {
        this.on.state("over", this.why);
        return;
      }
      await sleep(pause ?? this.failed(), signal);
    }
  }

  /**
   * Counts a failure and returns the wait in milliseconds. It is random, so that clients do not all reconnect at
   * once.
   */
  failed() {
    this.failures++;
    if (this.failures > 1) this.on.state("lost");
    const most = Math.min(WAIT_MAX_MS, WAIT_MIN_MS * 2 ** Math.min(this.failures - 1, 5));
    return most / 2 + Math.random() * (most / 2);
  }

  isLive() {
    this.failures = 0;
    this.on.state("live");
  }

  fetch(address, headers, signal) {
    return fetch(address, {
      headers: { "Queue-Token": this.queueToken, ...headers },
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
  }

  /** Returns false if the admission or the session is over, which ends following the seats. */
  async goesOn(answer) {
    this.over = answer.status === 403 || answer.status === 401;
    if (this.over) this.why = (await answer.json().catch(() => ({}))).code;
    return !this.over;
  }

  /** Requests the list once, if it has changed. Returns when to ask again, in milliseconds. */
  async ask(signal) {
    const known = this.tag ? { "If-None-Match": this.tag } : {};
    const answer = await this.fetch(this.address, { Accept: "application/json", ...known }, signal);
    if (!(await this.goesOn(answer))) return 0;
    if (answer.status !== 304) {
      if (!answer.ok) throw new Error(`seats: ${answer.status}`);
      const list = await answer.json();
      this.tag = answer.headers.get("ETag");
      this.lastId = eventId(answer.headers) ?? String(list.version);
      this.on.snapshot(list);
    }
    this.isLive();
    return ASK_EVERY_MS;
  }

  /** Reads the stream until it ends. If the fan has too many streams (429), requests the list instead. */
  async stream(signal) {
    const connection = new AbortController();
    signal.addEventListener("abort", () => connection.abort(), { once: true });
    const headers = { Accept: "text/event-stream", "Last-Event-ID": this.lastId };
    const answer = await this.fetch(`${this.address}/stream`, headers, connection.signal);
    if (!(await this.goesOn(answer))) return 0;
    if (answer.status === 429) return this.ask(signal);
    if (!answer.ok) throw new Error(`stream: ${answer.status}`);
    this.isLive();
    await this.read(answer.body, connection);
    return undefined;
  }

  async read(body, connection) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    let silence;
    try {
      for (;;) {
        clearTimeout(silence);
        silence = setTimeout(() => connection.abort(), SILENCE_MAX_MS);
        const { value, done } = await reader.read();
        if (done) return;
        text += value;
        const end = text.lastIndexOf("\n\n");
        if (end < 0) continue;
        for (const message of text.slice(0, end).split("\n\n")) this.take(message);
        text = text.slice(end + 2);
      }
    } finally {
      clearTimeout(silence);
    }
  }

  take(message) {
    let name = "message";
    let data = "";
    let id = "";
    for (const line of message.split("\n")) {
      if (line.startsWith("event: ")) name = line.slice(7);
      else if (line.startsWith("data: ")) data += line.slice(6);
      else if (line.startsWith("id: ")) id = line.slice(4);
    }
    if (!data) return;
    const json = JSON.parse(data);
    if (name === "change") this.on.change(json);
    else if (name === "snapshot") this.on.snapshot(json);
    else if (name === "end") this.over = json.code === "admission-over";
    if (id) this.lastId = id;
  }
}

function sleep(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
