// Follows the server's stream of changes. Read with fetch, because an EventSource cannot send the queue token.

const WAIT_MIN_MS = 500;
const WAIT_MAX_MS = 15_000;

// The server says something every 15 seconds; who hears nothing for longer has lost it.
const SILENCE_MAX_MS = 40_000;

export class LiveSeats {
  /** @param on { change(seat, status), snapshot(list), state("live" | "lost" | "over") } */
  constructor(address, queueToken, version, on) {
    this.address = address;
    this.queueToken = queueToken;
    this.lastId = String(version);
    this.on = on;
    this.failures = 0;
    document.addEventListener("visibilitychange", () => this.pauseOrGoOn());
    addEventListener("pagehide", () => this.stop());
    addEventListener("pageshow", (event) => event.persisted && this.start());
    this.start();
  }

  // A hidden tab holds no connection: browsers have few of them for each site.
  pauseOrGoOn() {
    if (document.visibilityState === "visible") {
      clearTimeout(this.pausing);
      this.start();
    } else {
      this.pausing = setTimeout(() => this.stop(), 20_000);
    }
  }

  start() {
    if (this.running || this.over) return;
    this.running = true;
    this.follow();
  }

  stop() {
    this.running = false;
    clearTimeout(this.retrying);
    this.connection?.abort();
  }

  async follow() {
    const connection = new AbortController();
    this.connection = connection;
    try {
      await this.read(connection);
    } catch {
      // Counted below, whatever it was.
    }
    if (!this.running || this.connection !== connection) return;
    if (this.over) {
      this.running = false;
      this.on.state("over");
      return;
    }
    this.failures++;
    if (this.failures > 1) this.on.state("lost");
    const most = Math.min(WAIT_MAX_MS, WAIT_MIN_MS * 2 ** Math.min(this.failures - 1, 5));
    // Not all at once after a restart.
    this.retrying = setTimeout(() => this.follow(), most / 2 + Math.random() * (most / 2));
  }

  async read(connection) {
    const answer = await fetch(this.address, {
      headers: { Accept: "text/event-stream", "Queue-Token": this.queueToken, "Last-Event-ID": this.lastId },
      credentials: "same-origin",
      cache: "no-store",
      signal: connection.signal,
    });
    if (answer.status === 403 || answer.status === 401) {
      this.over = true;
      return;
    }
    if (!answer.ok) throw new Error(`stream: ${answer.status}`);
    this.failures = 0;
    this.on.state("live");
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
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
