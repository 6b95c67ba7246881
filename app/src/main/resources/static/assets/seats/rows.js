// Which seats are side by side, and where the rows' names are.

import { PITCH } from "./plan.js";

// Seats whose middles are further apart are no neighbours, as for the server.
const APART = 1.5 * PITCH;

// How wide a seat is drawn: as wide as it can be without touching another, which in a slanting row is less.
const SIZE_MAX = 0.84 * PITCH;
const SIZE_MIN = 0.6 * PITCH;
const GAP = 0.06 * PITCH;

export class Rows {
  constructor(house) {
    this.house = house;
    // The neighbours of each seat in its row; -1 is an aisle or the row's end.
    this.before = new Int32Array(house.count).fill(-1);
    this.after = new Int32Array(house.count).fill(-1);
    this.names = [];
    for (const row of this.collect()) this.link(row);
    this.seatSize = Math.max(SIZE_MIN, Math.min(SIZE_MAX, this.closest() - GAP));
  }

  /** How far the closest two seats are apart, across or down. */
  closest() {
    let least = SIZE_MAX + GAP;
    this.after.forEach((next, i) => {
      if (next < 0) return;
      const { x, y } = this.house;
      least = Math.min(least, Math.max(Math.abs(x[i] - x[next]), Math.abs(y[i] - y[next])));
    });
    return least;
  }

  collect() {
    const { house } = this;
    const rows = new Map();
    house.seats.forEach((seat, i) => {
      // Seats without a row stand in rows all the same.
      const key = `${house.sectionOf[i]}\u0000${seat.row || `\u0000${Math.round(house.plan.depth[i])}`}`;
      if (!rows.has(key)) rows.set(key, []);
      rows.get(key).push(i);
    });
    return rows.values();
  }

  link(row) {
    const line = this.inLine(row);
    line.slice(1).forEach((seat, i) => {
      if (this.house.distance(line[i], seat) > APART) return;
      this.after[line[i]] = seat;
      this.before[seat] = line[i];
    });
    this.name(line);
  }

  // In the order in which the seats stand, whatever their numbers: as given, or along the line between both ends,
  // whichever is the shorter walk.
  inLine(row) {
    const { house } = this;
    const farthest = (from) => row.reduce((best, i) => (house.distance(from, i) > house.distance(from, best) ? i : best), from);
    const end = farthest(row[0]);
    const begin = farthest(end);
    const dx = house.x[end] - house.x[begin];
    const dy = house.y[end] - house.y[begin];
    const along = (i) => (house.x[i] - house.x[begin]) * dx + (house.y[i] - house.y[begin]) * dy;
    const sorted = [...row].sort((a, b) => along(a) - along(b));
    const walk = (seats) => seats.slice(1).reduce((length, seat, i) => length + house.distance(seats[i], seat), 0);
    return walk(sorted) < walk(row) ? sorted : row;
  }

  // Beside the row's first seat, or its last if another seat is there.
  name(row) {
    const { house } = this;
    const [first, last] = [row[0], row.at(-1)];
    const name = house.seats[first].row;
    if (!name) return;
    for (const [end, inner] of [[first, row[1]], [last, row.at(-2)]]) {
      const length = inner === undefined ? 1 : house.distance(end, inner) || 1;
      const dx = inner === undefined ? -1 : (house.x[end] - house.x[inner]) / length;
      const dy = inner === undefined ? 0 : (house.y[end] - house.y[inner]) / length;
      const at = { x: house.x[end] + dx * PITCH, y: house.y[end] + dy * PITCH };
      if (house.at(at.x, at.y, PITCH * 0.75, house.floorOf(end)) >= 0) continue;
      this.names.push({ ...at, name, floor: house.floorOf(end) });
      return;
    }
  }

  /** The seats that follow each other from this one, in both directions, as long as they pass the test. */
  run(i, passes) {
    const run = [i];
    for (let left = this.before[i]; left >= 0 && passes(left); left = this.before[left]) run.unshift(left);
    for (let right = this.after[i]; right >= 0 && passes(right); right = this.after[right]) run.push(right);
    return run;
  }
}
