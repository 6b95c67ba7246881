// Sells seats and places at the box office. The sum is shown before the sale; the server reckons it again.

import { announce } from "../announce.js";
import { isPassing } from "../site.js";
import { fill, words } from "../words.js";
import { call, Refusal } from "./call.js";
import { el, fillWith } from "./dom.js";
import { attempt, clearProblems, faultAt } from "./problem.js";
import { areaField, labels, places, showOffer, showRow, showTicks, takeTick, TICKETS_MAX } from "./sell-choice.js";
import { askAgain, bill, money, notOnOffer } from "./sell-offer.js";

const by = (id) => document.getElementById(id);
const form = by("sale");
const path = `/api/v1/operator/performances/${by("main").dataset.performance}/sales`;
const valueOf = (id) => by(id).value.trim();

/** One sale has one key, until its answer is known: a try whose answer was lost may have sold. */
let key = null;
let busy = false;

const isFree = () => form.elements.method.value === "FREE";

function show() {
  const whole = places().filter(({ quantity }) => quantity > 0);
  const { lines, count, amountMinor } = bill(labels().slice(0, TICKETS_MAX), whole);
  const sum = money(isFree() ? 0 : amountMinor);
  fillWith(by("lines"), lines.map((line) => el("li", {}, el("span", { dir: "auto" }, `${line.level} × ${line.count}`),
    el("span", { class: "num" }, money(isFree() ? 0 : line.amountMinor)))));
  by("count").textContent = fill(words.count, count);
  by("sum").textContent = sum;
  by("sell").textContent = fill(words.do, sum);
  return fill(words.sum, count, sum);
}

/** Shows a fault at its field; returns null, as what cannot be sent. */
function refuse(field, text) {
  faultAt(field, text);
  announce(text, { urgent: true });
  field.focus();
  return null;
}

function refuseAtSum(text) {
  by("sum-fault").textContent = text;
  by("sum-fault").hidden = false;
  announce(`${text} ${show()}`, { urgent: true });
  by("sell").focus();
}

/** What is to be sold, or null after a fault. */
async function wanted() {
  const seats = labels();
  const areas = places();
  const odd = areas.find(({ quantity }) => Number.isNaN(quantity));
  if (odd) return refuse(odd.input, words.noPlaces);
  const count = areas.reduce((sum, { quantity }) => sum + quantity, seats.length);
  if (count === 0) return refuse(by("seats"), words.noSeats);
  if (count > TICKETS_MAX) return refuse(by("seats"), words.tooMany);
  if (notOnOffer(seats).length) await look();
  const gone = notOnOffer(seats);
  if (gone.length) return refuse(by("seats"), fill(words.notForSale, gone.join(", ")));
  if (valueOf("name") && valueOf("username")) return refuse(by("username"), words.nameOrAccount);
  if (!valueOf("why")) return refuse(by("why"), words.noReason);
  return {
    method: form.elements.method.value,
    ...(seats.length ? { seats } : {}),
    ...(areas.length ? { areas: areas.map(({ area, quantity }) => ({ area, quantity })) } : {}),
    ...(valueOf("name") ? { name: valueOf("name") } : {}),
    ...(valueOf("username") ? { username: valueOf("username") } : {}),
  };
}

/** Asks what is on offer now. */
async function look() {
  await askAgain();
  showOffer();
  show();
}

const AT_SUM = { "prices-changed": words.prices, "sale-closed": words.closed, "idempotency-key-reused": words.earlier };

/** Says at which field a refusal is to be shown, and in which words. */
async function place(error) {
  const { code, problem } = error;
  const at = (field, message) => Object.assign(problem, { errors: [{ field, message }] });
  if (code === "seat-taken") at("seats", fill(words.taken, problem.takenSeats.join(", ")));
  else if (code === "seat-unknown") at("seats", fill(words.notForSale, problem.unknownSeats.join(", ")));
  else if (code === "area-full") at(areaField(problem.area).name, problem.detail);
  else problem.errors?.forEach((one) => { if (one.field?.startsWith("seats[")) one.field = "seats"; });
  if (error.status === 409) await look();
}

async function sell(body) {
  key ??= crypto.randomUUID();
  try {
    const sale = await call("POST", path, body, { reason: valueOf("why"), idempotencyKey: key });
    key = null;
    return sale;
  } catch (error) {
    if (!(error instanceof Refusal) || isPassing(error) || error.status >= 500) throw error;
    key = null;
    await place(error);
    if (!AT_SUM[error.code]) throw error;
    refuseAtSum(AT_SUM[error.code]);
    return null;
  }
}

const nameOf = ({ seat, area, entryNumber }) =>
  seat ?? (entryNumber ? `${area}, ${fill(words.entry, entryNumber)}` : area);

function showSold({ paymentId, amountMinor, tickets }) {
  const order = `/office/orders/${paymentId}`;
  by("done-title").textContent = fill(words.sold, money(amountMinor));
  by("done-order").textContent = fill(words.order, paymentId.slice(-12).toUpperCase().replace(/(.{4})(?=.)/g, "$1-"));
  fillWith(by("done-tickets"), tickets.map((ticket) => el("li", {}, el("span", { dir: "auto" }, nameOf(ticket)),
    el("span", { class: "num" }, money(ticket.amountMinor)))));
  by("print").href = `${order}/tickets`;
  by("order").href = order;
  form.hidden = true;
  by("done").hidden = false;
  by("done-title").focus();
}

form.onsubmit = async (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  clearProblems(form);
  by("sum-fault").hidden = true;
  const sale = await attempt(async () => {
    const body = await wanted();
    return body && sell(body);
  }, form);
  busy = false;
  if (sale) showSold(sale);
};

form.oninput = ({ target }) => {
  if (target.closest("#row-seats")) takeTick(target);
  else if (target.id === "seats") showTicks();
  show();
};
form.onchange = ({ target }) => {
  if (target.id === "row") showRow();
  else if (target.id !== "name" && target.id !== "username" && target.id !== "why") announce(show());
};

/** The next buyer; method and reason stay. */
by("next").onclick = async () => {
  ["seats", "name", "username", ...places().map(({ input }) => input.id)].forEach((id) => { by(id).value = ""; });
  by("done").hidden = true;
  form.hidden = false;
  by("seats").focus();
  await attempt(look);
};

showOffer();
show();
by("seats").focus();
