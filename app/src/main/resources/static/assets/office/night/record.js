// What the charts show: the minutes on record, then the seconds since this page was opened. Rates are per minute
// everywhere: of a second they are those of the minute before it.

const POINTS_MAX = 3_600;
const MINUTE_S = 60;

const LIMITED = ["too-many-requests", "busy", "hold-cool-down", "hold-limit-reached"];

/** The keys of all series. */
export const KEYS = [
  "waiting", "arrivals", "called", "admitted", "target", "active", "capacity", "free", "held", "sold", "payments",
  "revenue", "refunded", "hits", "misses", "holdP50", "holdP99", "paymentP50", "paymentP99", "refused", "limited", "taken", "holdBatch",
  "paymentBatch", "queued",
];

export class NightRecord {
  at = [];
  series = Object.fromEntries(KEYS.map((key) => [key, []]));
  #seconds = [];

  /** The minutes on record come first. Money also moves when nobody is called, such as after the sale. */
  begin(history) {
    const minutes = new Map();
    const put = (minute, values) => minutes.set(seconds(minute), { ...minutes.get(seconds(minute)), ...values });
    history.admission.forEach((one) => put(one.minute, {
      waiting: one.waiting, called: one.called, admitted: one.admitted, active: one.active,
      target: one.wantedPerMinute, free: one.freeSeats, held: one.heldSeats, holdP99: one.latencyP99Ms,
      hits: one.estimateHits, misses: one.estimates - one.estimateHits, payments: 0, revenue: 0, refunded: 0,
    }));
    history.sales.forEach((one) => put(one.minute, {
      payments: one.payments, revenue: one.revenueMinor, refunded: one.refundedMinor,
    }));
    [...minutes].sort(([one], [other]) => one - other)
      .forEach(([minute, values]) => this.#add(minute + MINUTE_S, values));
  }

  /** Adds a frame of the stream. */
  add(frame) {
    const now = seconds(frame.at);
    if (now <= (this.#seconds.at(-1)?.now ?? 0)) return;
    this.#seconds.push({ now, frame });
    while (this.#seconds[0].now < now - MINUTE_S) this.#seconds.shift();
    this.#add(now, { ...ofRoom(frame), ...this.#ofMinute(frame), ...ofServer(frame, this.#before()) });
  }

  /** The frame of a second ago, or the first. */
  #before() {
    return (this.#seconds.at(-2) ?? this.#seconds[0]).frame;
  }

  /** What happened in the minute before the frame, as far as this page has seen it. */
  #ofMinute(frame) {
    const first = this.#seconds[0].frame;
    const ticks = new Map(this.#seconds.filter((one) => one.frame.pace).map(({ frame: one }) => [one.pace.at, one.pace]));
    const sum = (key) => [...ticks.values()].reduce((total, tick) => total + tick[key], 0);
    const more = refusals(frame, first);
    return {
      arrivals: frame.room.joined - first.room.joined,
      called: sum("called"), admitted: sum("admitted"),
      hits: frame.room.estimateHits - first.room.estimateHits,
      misses: frame.room.estimates - first.room.estimates - (frame.room.estimateHits - first.room.estimateHits),
      refused: more(() => true), limited: more((code) => LIMITED.includes(code)), taken: more((code) => code === "seat-taken"),
    };
  }

  #add(at, values) {
    if (at <= (this.at.at(-1) ?? 0)) return;
    this.at.push(at);
    KEYS.forEach((key) => this.series[key].push(values[key] ?? null));
    if (this.at.length <= POINTS_MAX) return;
    this.at.shift();
    KEYS.forEach((key) => this.series[key].shift());
  }

  /** The last value of a series. */
  last(key) {
    return this.series[key].at(-1) ?? null;
  }
}

const seconds = (instant) => Math.floor(Date.parse(instant) / 1000);

function ofRoom({ room, pace, levels, sales }) {
  const sum = (key) => levels.reduce((total, level) => total + level[key], 0);
  const counted = levels.length > 0;
  return {
    waiting: room.waiting, active: room.activeBuyers, capacity: room.capacity, target: pace?.wantedPerMinute ?? room.admitPerMinute,
    free: counted ? sum("free") : null, held: counted ? sum("held") : null, sold: counted ? sum("sold") : null,
    payments: sales.payments, revenue: sales.revenueMinor, refunded: sales.refundedMinor,
  };
}

/** Counts what a server has refused since another frame of the same server. */
function refusals({ server }, { server: before }) {
  const same = server.node === before.node;
  return (wanted) => Object.entries(server.refusals)
    .filter(([code]) => wanted(code))
    .reduce((total, [code, count]) => total + Math.max(0, count - (same ? before.refusals[code] ?? 0 : count)), 0);
}

function ofServer({ server }, { server: before }) {
  const batch = (name) => {
    const now = server.batches.find((one) => one.name === name);
    const then = before.batches.find((one) => one.name === name);
    const more = (now?.batches ?? 0) - (then?.batches ?? 0);
    return more > 0 ? (now.commands - then.commands) / more : null;
  };
  return {
    holdP50: server.holds?.p50Ms, holdP99: server.holds?.p99Ms,
    paymentP50: server.payments?.p50Ms, paymentP99: server.payments?.p99Ms,
    holdBatch: batch("hold"), paymentBatch: batch("payment"),
    queued: server.batches.reduce((total, one) => total + one.waiting, 0),
  };
}
