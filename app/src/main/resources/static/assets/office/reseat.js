// Moves a ticket of an order to another seat.

import { words } from "../words.js";
import { call } from "./call.js";
import { attempt, clearProblems, faultAt } from "./problem.js";
import { askReason } from "./reason.js";

const by = (id) => document.getElementById(id);
const form = by("reseat");
const ticket = by("reseat-ticket");
const seat = by("reseat-seat");

/** A repeat after an answer that was lost has the same key, until the order is read again. */
const keys = new Map();

function keyOf(what) {
  if (!keys.has(what)) keys.set(what, crypto.randomUUID());
  return keys.get(what);
}

/** Suggests free seats of the ticket's own price level. */
function suggest() {
  const { level } = ticket.selectedOptions[0].dataset;
  const list = [...form.querySelectorAll("datalist")].find(({ dataset }) => dataset.level === level);
  seat.setAttribute("list", list.id);
}

form.onsubmit = async (event) => {
  event.preventDefault();
  clearProblems(form);
  const body = { seat: seat.value.trim(), oldSeat: by("reseat-old").value };
  if (!body.seat) {
    faultAt(seat, words.seat);
    seat.focus();
    return;
  }
  const reason = await askReason({ title: words.title, text: words.text });
  if (reason === null) return;
  const path = `/api/v1/operator/tickets/${ticket.value}/reseat`;
  const idempotencyKey = keyOf(path + JSON.stringify(body));
  if (await attempt(() => call("POST", path, body, { reason, idempotencyKey }), form)) location.reload();
};
ticket.onchange = suggest;
suggest();
