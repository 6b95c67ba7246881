// The name and the state of a seat in words.

import { isolated } from "../site.js";
import { fill, sectionName, words } from "../words.js";
import { price } from "./sale.js";

export class SeatWords {
  constructor(house, selection) {
    this.house = house;
    this.selection = selection;
  }

  nameOf(i) {
    const seat = this.house.seats[i];
    const parts = [];
    if (seat.section) parts.push(sectionName(seat.section, isolated(seat.section)));
    if (seat.row) parts.push(fill(words.row, isolated(seat.row)));
    parts.push(fill(words.number, isolated(seat.number || seat.seat)));
    return parts.join(" ");
  }

  describe(i) {
    return `${this.nameOf(i)} · ${this.standing(i)}`;
  }

  standing(i) {
    const seat = this.house.seats[i];
    if (this.house.own.has(i)) return words.own;
    if (this.selection.has(i)) return words.picked;
    return this.house.isFree(i) ? `${isolated(seat.priceLevel)} · ${price(seat.amountMinor)}` : words.taken;
  }
}
