// Refunds that wait for another person, and what that person may do about them.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";
import { call } from "./call.js";
import { el } from "./dom.js";
import { attempt } from "./problem.js";
import { askReason } from "./reason.js";

const API = "/api/v1/operator";
const by = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat(words.lang, { dateStyle: "medium", timeStyle: "short" });
const moment = (instant) => el("td", {}, el("time", { datetime: instant }, time.format(new Date(instant))));
let next;

function money(minor, currency) {
  const digits = words.decimals[currency];
  const how = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(words.lang, how).format(minor / 10 ** digits);
}

async function load() {
  by("rows").replaceChildren();
  next = undefined;
  if (words.maySeeJobs) {
    const { jobs } = await call("GET", `${API}/refund-jobs`);
    by("rows").append(...jobs.map(jobRow));
  }
  await more();
}

async function more() {
  const page = await call("GET", `${API}/refunds${next ? `?after=${next}` : ""}`);
  by("rows").append(...page.refunds.map(row));
  next = page.nextAfter;
  by("more").hidden = !next;
  const any = by("rows").children.length > 0;
  by("frame").hidden = !any;
  by("none").hidden = any;
}

function jobRow({ performanceId, reason, startedAt }) {
  const href = `/office/performances/${performanceId}/refunds`;
  const name = fill(words.performance, performanceId);
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("a", { href }, name)),
    moment(startedAt),
    el("td", { dir: "auto" }, reason),
    el("td", { class: "table__number" }, "–"),
    el("td", {}, el("a", { class: "button", href, "aria-label": `${words.look}: ${name}` }, words.look)),
  );
}

function row(refund) {
  const name = fill(words.order, refund.paymentId.slice(-12).toUpperCase());
  const own = refund.requestedBy === words.self;
  const acts = own ? words.mayRefund && ["withdrawal"] : words.mayApprove && ["approval", "refusal"];
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("a", { href: `/office/orders/${refund.paymentId}/refunds` }, name)),
    moment(refund.requestedAt),
    el("td", { dir: "auto" }, refund.reason),
    el("td", { class: "table__number" }, money(refund.amountMinor, refund.currency)),
    el("td", {}, (acts || []).flatMap((act) => [button(act, refund, name), " "])),
  );
}

function button(act, refund, name) {
  const onclick = () => decide(act, refund);
  return el("button", { class: "button", type: "button", "aria-label": `${words[act]}: ${name}`, onclick }, words[act]);
}

async function decide(act, { paymentId, refundId }) {
  const reason = await askReason({ title: words[act], text: words[`${act}Text`], danger: act === "approval" });
  if (reason === null) return;
  const path = `${API}/orders/${paymentId}/refunds/${refundId}/${act}`;
  const done = await attempt(() => call("POST", path, undefined, { reason, idempotencyKey: crypto.randomUUID() }));
  if (!done) return;
  announce(words.done);
  await attempt(load);
}

by("more").addEventListener("click", () => attempt(more));
await attempt(load);
