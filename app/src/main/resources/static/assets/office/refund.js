// Gives money back for tickets of an order, or decides on what somebody asked for.

import { call } from "./call.js";
import { attempt, clearProblems, tellProblem } from "./problem.js";
import { askReason } from "./reason.js";

const words = JSON.parse(document.getElementById("refund-words").textContent);
const form = document.getElementById("refund");
const refunds = `/api/v1/operator/orders/${document.getElementById("main").dataset.order}/refunds`;

/** A repeat after an answer that was lost has the same key, until the order is read again. */
const keys = new Map();

function keyOf(what) {
  if (!keys.has(what)) keys.set(what, crypto.randomUUID());
  return keys.get(what);
}

async function post(path, body, question, at) {
  const reason = await askReason({ ...question, danger: true });
  if (reason === null) return;
  const done = await attempt(async () => {
    const idempotencyKey = keyOf(path + JSON.stringify(body ?? null));
    await call("POST", path, body, { reason, idempotencyKey });
    return true;
  }, at);
  if (done) location.reload();
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  clearProblems(form);
  const values = new FormData(form);
  const tickets = values.getAll("tickets");
  if (tickets.length === 0) {
    tellProblem(words.none);
    return;
  }
  const body = { tickets, feePercent: Number(values.get("feePercent") || 0), seats: values.get("seats") };
  post(refunds, body, { title: words.title, text: words.text }, form);
});

document.querySelectorAll("[data-ask]").forEach((button) => {
  const { ask, refund } = button.dataset;
  button.onclick = () => post(`${refunds}/${refund}/${ask}`, undefined, { title: words[ask], text: words[`${ask}Text`] });
});
