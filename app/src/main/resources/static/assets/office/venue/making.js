// Makes rows and blocks of seats.

import { bowed, onArc, onLine } from "./shapes.js";
import { rowNames, seatNumbers } from "./numbering.js";
import { newId } from "./plan.js";

function row(name, points, numbers, priceLevel) {
  const seats = points.map(([x, y], i) => (
    { id: newId(), own: null, number: numbers[i], x: Math.round(x), y: Math.round(y), priceLevel, attributes: [] }));
  return { id: newId(), row: name, seats };
}

/** A row from one point to another; over a third one if it is given. */
export function makeRow({ from, to, over = null, seats, name, numbering, priceLevel }) {
  const points = over ? onArc(from, over, to, seats) : onLine(from, to, seats);
  return row(name, points, seatNumbers(seats, numbering), priceLevel);
}

/** Rows behind each other, whose first one begins at a point. A bow bends their middles away from the stage. */
export function makeBlock({ at: [x, y], rows, seats, pitch, depth, bow = 0, rowNaming, numbering, priceLevel }) {
  const numbers = seatNumbers(seats, numbering);
  return rowNames(rows, rowNaming).map((name, i) => {
    const from = [x, y + i * depth];
    const to = [x + (seats - 1) * pitch, y + i * depth];
    const points = bow ? onArc(from, bowed(from, to, bow), to, seats) : onLine(from, to, seats);
    return row(name, points, numbers, priceLevel);
  });
}
