// The refund of a whole performance: what it would come to, its start, how far it has come, and what failed.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";
import { call } from "./call.js";
import { el, fillWith } from "./dom.js";
import { attempt } from "./problem.js";
import { askReason } from "./reason.js";

const AGAIN_MS = 2000;
const by = (id) => document.getElementById(id);
const api = `/api/v1/operator/performances/${by("main").dataset.performance}/refund-job`;
const number = new Intl.NumberFormat(words.lang);
const time = new Intl.DateTimeFormat(words.lang, { dateStyle: "medium", timeStyle: "short" });
const unit = 10 ** words.digits;
const amount = new Intl.NumberFormat(words.lang, {
  style: "currency", currency: words.currency, minimumFractionDigits: words.digits, maximumFractionDigits: words.digits,
});
const money = (minor) => amount.format(minor / unit);
const plan = by("plan");
let started = words.started;
let shown = null;
let timer;

/** The rule for what is kept, as the API wants it. */
function fee() {
  const { feePerTicketMinor, feePercent } = plan.elements;
  return { feePerTicketMinor: Math.round(Number(feePerTicketMinor.value) * unit), feePercent: Number(feePercent.value) };
}

function showFigures({ orders, tickets, amountMinor, feeMinor, failed = 0 }) {
  by("orders").textContent = number.format(orders);
  by("tickets").textContent = number.format(tickets);
  by("back").textContent = money(amountMinor);
  by("kept").textContent = money(feeMinor);
  by("failed").textContent = number.format(failed);
}

/** Before it begins: what it would come to. */
async function estimate() {
  const found = await attempt(() => call("GET", `${api}/estimate?${new URLSearchParams(fee())}`), plan);
  if (!found) return;
  showFigures(found);
  by("second").hidden = !found.needsApproval;
}

async function find() {
  if (!started) return null;
  try {
    return await call("GET", api);
  } catch (error) {
    if (error.code !== "refund-unknown") throw error;
    started = false;
    return null;
  }
}

async function load() {
  clearTimeout(timer);
  const job = await attempt(find);
  if (job === undefined) return;
  by("state").textContent = words.states[job?.status ?? "NONE"];
  plan.hidden = job !== null || !words.maySteer;
  by("second").hidden = job?.status !== "REQUESTED";
  by("facts").hidden = job === null;
  showButtons(job);
  if (job === null) await estimate();
  else await showJob(job);
  if (shown && job && shown !== job.status) announce(words.states[job.status]);
  shown = job?.status ?? "NONE";
  if (job?.status === "RUNNING") timer = setTimeout(load, AGAIN_MS);
}

function showButtons(job) {
  const own = job?.startedBy === words.self;
  by("steering").hidden = job === null || !words.maySteer;
  by("approval").hidden = job?.status !== "REQUESTED" || own || !words.mayApprove;
  by("refusal").hidden = job?.status !== "REQUESTED";
  by("refusal").textContent = own ? words.withdraw : words.refusal;
  by("pause").hidden = job?.status !== "RUNNING";
  by("resume").hidden = job?.status !== "PAUSED" && !(job?.status === "DONE" && job.failed > 0);
}

async function showJob(job) {
  const waits = job.status === "REQUESTED";
  const left = job.status === "DONE" ? { orders: job.failed } : await call("GET", `${api}/estimate?${new URLSearchParams({
    feePerTicketMinor: job.feePerTicketMinor, feePercent: job.feePercent })}`);
  showFigures(waits ? left : job);
  by("progress").hidden = waits;
  by("progress").max = Math.max(1, job.orders + left.orders);
  by("progress").value = job.status === "DONE" ? by("progress").max : job.orders;
  by("progress").setAttribute("aria-label", fill(words.progress, number.format(job.orders), number.format(job.orders + left.orders)));
  by("reason-given").textContent = job.reason;
  by("started").textContent = time.format(new Date(job.startedAt));
  by("done").textContent = job.doneAt ? time.format(new Date(job.doneAt)) : "–";
  by("failures-section").hidden = job.failures.length === 0;
  fillWith(by("failures"), job.failures.map(failure));
}

function failure({ holdId, why }) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("a", { href: `/office/orders/holds/${holdId}` }, fill(words.hold, holdId.slice(-12).toUpperCase()))),
    el("td", {}, words.why[why] ?? why),
  );
}

async function send(method, path, body, question) {
  const reason = question ? await askReason(question) : undefined;
  if (reason === null) return;
  const done = await attempt(() => call(method, api + path, body, { reason }), plan);
  if (!done) return;
  started = path !== "/refusal";
  await load();
}

plan.addEventListener("change", estimate);
plan.addEventListener("submit", (event) => {
  event.preventDefault();
  const ordersPerSecond = Number(plan.elements.ordersPerSecond.value);
  send("POST", "", { ...fee(), ordersPerSecond }, { title: words.start, text: words.startText, danger: true });
});
by("approval").onclick = () => send("POST", "/approval", undefined, { title: words.approval, text: words.approvalText, danger: true });
by("refusal").onclick = () => send("POST", "/refusal", undefined, { title: by("refusal").textContent, text: words.refusalText });
by("pause").onclick = () => send("PATCH", "", { paused: true });
by("resume").onclick = () => send("PATCH", "", { paused: false });
await load();
