// The page of a night: history first, then a frame a second.

import { call } from "../call.js";
import { el, fillWith } from "../dom.js";
import { showProblem } from "../problem.js";
import { showAttention } from "./attention.js";
import { Chart } from "./chart.js";
import { listen, showRoom } from "./controls.js";
import { NightRecord } from "./record.js";
import { fill, moment, money, number, words } from "./texts.js";

const SILENT_MS = 5_000;
const TRY_AGAIN_MS = 3_000;

const main = document.getElementById("main");
const path = `/api/v1/operator/concerts/${main.dataset.concert}/night`;
const record = new NightRecord();
const charts = {};
let heardAt = performance.now();

const CHARTS = {
  line: ["waiting", "arrivals"],
  pace: ["called", "admitted", "target"],
  inside: ["active", "capacity"],
  seats: ["free", "held", "sold"],
  sales: ["payments"],
  revenue: ["revenue", "refunded"],
  estimates: ["hits", "misses"],
  latency: ["holdP50", "holdP99", "paymentP50", "paymentP99"],
  refusals: ["refused", "limited", "taken"],
  batches: ["holdBatch", "paymentBatch", "queued"],
};

/** Each chart in a sentence. */
function sentences({ room, pace, sales, server }) {
  const last = (key) => number(record.last(key));
  const slowest = Math.max(server.holds?.p99Ms ?? 0, server.payments?.p99Ms ?? 0);
  return {
    line: [number(room.waiting), last("arrivals")],
    pace: [last("called"), last("admitted"), last("target"), pace ? words.limits[pace.boundBy] : words.none],
    inside: [number(room.activeBuyers), number(room.capacity)],
    seats: [last("free"), last("held"), last("sold")],
    sales: [number(sales.payments)],
    revenue: [money(sales.revenueMinor), money(sales.revenueTotalMinor), money(sales.refundedTotalMinor)],
    estimates: [number(room.estimateHits), number(room.estimates)],
    latency: [number(server.holds?.count ?? 0), number(server.payments?.count ?? 0), number(slowest)],
    refusals: [last("refused"), last("limited")],
    batches: [last("queued")],
  };
}

function showTiles(frame) {
  const { names } = words;
  const tile = (name, value) => el("div", { class: "tile" }, el("dt", {}, name), el("dd", {}, value));
  fillWith(document.getElementById("tiles"),
    tile(names.waiting, number(frame.room.waiting)), tile(names.active, number(frame.room.activeBuyers)),
    tile(names.called, number(record.last("called"))), tile(names.admitted, number(record.last("admitted"))),
    tile(names.free, number(record.last("free"))), tile(names.held, number(record.last("held"))),
    tile(names.sold, number(record.last("sold"))), tile(names.revenueTotal, money(frame.sales.revenueTotalMinor)),
    tile(names.refundedTotal, money(frame.sales.refundedTotalMinor)),
    frame.levels.map((level) => tile(fill(names.level, level.name),
      `${number(level.free)} · ${number(level.held)} · ${number(level.sold)}`)));
}

function show(frame) {
  heardAt = performance.now();
  record.add(frame);
  showRoom(frame.room);
  showTiles(frame);
  showAttention(frame, record);
  const said = sentences(frame);
  for (const [id, chart] of Object.entries(charts)) chart.show(fill(words.sentences[id], ...said[id]));
  document.getElementById("stand").textContent = fill(words.at, moment(frame.at));
}

function follow() {
  const stream = new EventSource(`${path}/stream`);
  stream.onmessage = (event) => show(JSON.parse(event.data));
  stream.addEventListener("end", () => stopped(stream));
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) stopped(stream);
  };
}

/** The session is over, or the server refuses: a call finds out, and asks for a sign-in where that helps. */
async function stopped(stream) {
  stream.close();
  try {
    show(await call("GET", path));
  } catch (error) {
    showProblem(error);
  }
  setTimeout(follow, TRY_AGAIN_MS);
}

function watchSilence() {
  if (performance.now() - heardAt > SILENT_MS) document.getElementById("stand").textContent = words.gone;
}

function wall() {
  const on = main.classList.toggle("night--wall");
  document.getElementById("wall").setAttribute("aria-pressed", String(on));
}

async function begin() {
  listen();
  document.getElementById("wall").addEventListener("click", wall);
  try {
    record.begin(await call("GET", `${path}/history`));
  } catch (error) {
    showProblem(error);
  }
  for (const [id, keys] of Object.entries(CHARTS)) charts[id] = new Chart(id, keys, record, id === "revenue" ? money : number);
  show(await call("GET", path));
  follow();
  setInterval(watchSilence, 1_000);
}

begin();
