// Which seats are side by side, and where the rows' names are.

import { PITCH } from "./plan.js";

// A gap wider than this share of the row's usual distance is an aisle.
const AISLE = 1.5;
const NEIGHBOURS_MAX = 3 * PITCH;

export class Rows {
  constructor(house) {
    this.house = house;
    // The neighbours of each seat in its row; -1 is an aisle or the row's end.
    this.before = new Int32Array(house.count).fill(-1);
    this.after = new Int32Array(house.count).fill(-1);
    this.names = [];
    for (const row of this.collect()) this.link(row);
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

  // The order of the list is the order of neighbours; a schematic plan has sorted them by their positions.
  link(row) {
    const { house } = this;
    if (house.plan.isSchematic) row.sort((a, b) => house.x[a] - house.x[b]);
    const gaps = row.slice(1).map((seat, i) => house.distance(row[i], seat));
    const usual = Math.min(NEIGHBOURS_MAX, ...gaps);
    gaps.forEach((gap, i) => {
      if (gap > usual * AISLE) return;
      this.after[row[i]] = row[i + 1];
      this.before[row[i + 1]] = row[i];
    });
    this.name(row);
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
