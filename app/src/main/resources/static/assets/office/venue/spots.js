// Finds seats by where they are: the seats of one floor in squares of a grid.

import { eachSeat } from "./plan.js";

const key = (column, row) => column * 65_536 + row;

export class Spots {
  constructor(plan, floor) {
    this.seats = [];
    this.size = Math.max(20, plan.seatWidth * 2);
    this.squares = new Map();
    eachSeat(plan, (seat, row, section) => {
      if (section.floor === floor) this.add({ seat, row, section });
    });
  }

  add(entry) {
    this.seats.push(entry);
    const at = this.square(entry.seat.x, entry.seat.y);
    const square = this.squares.get(at);
    if (square) square.push(entry);
    else this.squares.set(at, [entry]);
  }

  square(x, y) {
    return key(Math.floor(x / this.size) + 32_768, Math.floor(y / this.size) + 32_768);
  }

  /** The nearest seat within `reach` of a point; undefined if there is none. */
  at(x, y, reach) {
    let nearest;
    let away = reach;
    this.around(x, y, reach, (entry) => {
      const distance = Math.hypot(entry.seat.x - x, entry.seat.y - y);
      if (distance <= away) [nearest, away] = [entry, distance];
    });
    return nearest;
  }

  /** Calls `each` for all seats in squares that are at most `reach` away. */
  around(x, y, reach, each) {
    const step = Math.max(1, Math.ceil(reach / this.size));
    const column = Math.floor(x / this.size) + 32_768;
    const row = Math.floor(y / this.size) + 32_768;
    for (let i = column - step; i <= column + step; i += 1) {
      for (let j = row - step; j <= row + step; j += 1) this.squares.get(key(i, j))?.forEach(each);
    }
  }

  /** The seats within bounds. */
  within({ left, top, right, bottom }) {
    return this.seats.filter(({ seat }) => seat.x >= left && seat.x <= right && seat.y >= top && seat.y <= bottom);
  }
}
