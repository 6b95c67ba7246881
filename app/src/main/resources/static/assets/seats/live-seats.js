// Follows the seats for as long as somebody looks at the page: by the server's stream, and where this browser has
// streams enough, by asking for the list now and then. Read with fetch, because an EventSource cannot send the queue
// token.

import { isSeen } from "../site.js";

// A browser has six connections for a site, in all its tabs and windows together. Streams may take two of them, so that
// Hold and Pay always find one.
const STREAMS_MAX = 2;
const ASK_EVERY_MS = 3_000;

const WAIT_MIN_MS = 500;
const WAIT_MAX_MS = 15_000;

// The server says something every 15 seconds; who hears nothing for longer has lost it.
const SILENCE_MAX_MS = 40_000;

const LEAVING = ["freeze", "pagehide"];

/**
 * One of this browser's streams, to be given back by a call of the answer; null where there is none. Without locks, as
 * where the site is not encrypted, the window that has the focus is the one that has a stream.
 */
async function takeStream() {
  if (!navigator.locks) return document.hasFocus() ? () => {} : null;
  for (let i = 0; i < STREAMS_MAX; i++) {
    const giveBack = await new Promise((answer) => {
      // The lock is held until the promise that is returned here is kept.
      const take = (lock) => (lock ? new Promise((kept) => answer(kept)) : answer(null));
      navigator.locks.request(`frontrow-stream-${i}`, { ifAvailable: true }, take).catch(() => answer(null));
    });
    if (giveBack) return giveBack;
  }
  return null;
}

export class LiveSeats {
  /** @param on { change(seat, status), snapshot(list), state("live" | "lost" | "over") } */
  constructor(address, queueToken, version, on) {
    this.address = address;
    this.queueToken = queueToken;
    this.lastId = String(version);
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
        // Counted below, whatever it was.
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

  /** How long to wait now; not all at once after a restart. */
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

  /** Whether the server goes on; an admission that is over ends it all. */
  async goesOn(answer) {
    this.over = answer.status === 403 || answer.status === 401;
    if (this.over) this.why = (await answer.json().catch(() => ({}))).code;
    return !this.over;
  }

  /** Once, and only what has changed; answers when to ask again. */
  async ask(signal) {
    const known = this.tag ? { "If-None-Match": this.tag } : {};
    const answer = await this.fetch(this.address, { Accept: "application/json", ...known }, signal);
    if (!(await this.goesOn(answer))) return 0;
    if (answer.status !== 304) {
      if (!answer.ok) throw new Error(`seats: ${answer.status}`);
      const list = await answer.json();
      this.tag = answer.headers.get("ETag");
      this.lastId = String(list.version);
      this.on.snapshot(list);
    }
    this.isLive();
    return ASK_EVERY_MS;
  }

  /** Until the stream ends. Where the server thinks that there are enough of this fan's, it is asked instead. */
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
    if (name === "change") this.on.change(json.seat, json.status);
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
