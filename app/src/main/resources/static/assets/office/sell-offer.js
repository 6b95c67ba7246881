// What can be sold of a performance, and what it costs. The page brings it, and is asked again when it is out of date.

import { fill, words } from "../words.js";

const digits = { minimumFractionDigits: words.decimals, maximumFractionDigits: words.decimals };
const amount = new Intl.NumberFormat(words.lang, digits);

export const offer = { rows: [], areas: [], kept: {} };
const seats = new Map();

/** An amount in the concert's currency. It is shifted as text, because floating point is not exact. */
export function money(minor) {
  const text = String(minor).padStart(words.decimals + 1, "0");
  return fill(words.money, amount.format(words.decimals ? `${text.slice(0, -words.decimals)}.${text.slice(-words.decimals)}` : text));
}

function take(page) {
  const block = page.getElementById("offer");
  // The session may have ended: then what is known stays, and the next call asks to sign in.
  if (!block) return;
  Object.assign(offer, JSON.parse(block.textContent));
  seats.clear();
  offer.rows.forEach((row) => row.seats.forEach((seat) => seats.set(seat, row)));
}

export async function askAgain() {
  const answer = await fetch(location.pathname, { cache: "no-store", credentials: "same-origin" });
  take(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

/** Those of the labels that are neither free nor kept back. */
export const notOnOffer = (labels) => labels.filter((label) => !seats.has(label));

/** What these seats and places cost, by price level. */
export function bill(labels, places) {
  const lines = new Map();
  const add = ({ level, amountMinor }, count) => {
    const line = lines.get(level) ?? { level, count: 0, amountMinor: 0 };
    lines.set(level, { level, count: line.count + count, amountMinor: line.amountMinor + count * amountMinor });
  };
  labels.filter((label) => seats.has(label)).forEach((label) => add(seats.get(label), 1));
  places.forEach(({ area, quantity }) => add(offer.areas.find((one) => one.area === area), quantity));
  const all = [...lines.values()];
  const total = (of) => all.reduce((sum, line) => sum + line[of], 0);
  return { lines: all, count: total("count"), amountMinor: total("amountMinor") };
}

take(document);
