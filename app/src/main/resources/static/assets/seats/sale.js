// The data of this sale from the page's <main>, and its format of amounts.

import { fill } from "../words.js";

const { dataset } = document.getElementById("main");

export const sale = {
  performanceId: dataset.performance,
  seatsAddress: `/api/v1/performances/${dataset.performance}/seats`,
  planAddress: `/api/v1/performances/${dataset.performance}/seat-plan`,
  queueToken: dataset.queueToken,
  seatsMax: Number(dataset.seatsMax),
  checkout: dataset.checkout,
  line: dataset.line,
};

// The server sets the number of decimals, because browsers round some currencies to their cash amounts.
const decimals = Number(dataset.decimals);
const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
const amount = new Intl.NumberFormat(document.documentElement.lang, digits);

export function price(amountMinor) {
  return fill(dataset.money, amount.format(shifted(amountMinor)));
}

// Works on text, because floating point is not exact.
function shifted(amountMinor) {
  const digits = String(amountMinor).padStart(decimals + 1, "0");
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
}
