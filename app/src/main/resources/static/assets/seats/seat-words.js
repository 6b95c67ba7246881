// The name and the state of a seat or an area in words.

import { isolated } from "../site.js";
import { fill, sectionName, words } from "../words.js";
import { price } from "./sale.js";

// What distinguishes a seat so much that it belongs to its name.
const NAMED = ["ACCESSIBLE", "COMPANION", "RESTRICTED_VIEW"];

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
    const special = NAMED.filter((attribute) => this.house.has(i, attribute)).map((attribute) => words.attributes[attribute]);
    return special.length ? `${parts.join(" ")} (${special.join(", ")})` : parts.join(" ");
  }

  /** @param i a seat, or after all seats an area */
  describe(i) {
    if (i >= this.house.count) return this.describeArea(i - this.house.count);
    const aisle = this.house.has(i, "AISLE") ? ` · ${words.attributes.AISLE}` : "";
    return `${this.nameOf(i)}${aisle} · ${this.standing(i)}`;
  }

  standing(i) {
    const seat = this.house.seats[i];
    if (this.house.own.has(i)) return words.own;
    if (this.selection.has(i)) return words.picked;
    return this.house.isFree(i) ? `${isolated(seat.priceLevel)} · ${price(seat.amountMinor)}` : words.taken;
  }

  describeArea(area) {
    return `${isolated(this.house.areas[area].area)} · ${this.factsOfArea(area)}`;
  }

  /** How many places an area has left. */
  leftIn(area) {
    return `${isolated(this.house.areas[area].area)} · ${this.left(area)}`;
  }

  left(area) {
    const { free } = this.house.areas[area];
    return free ? fill(words.areaLeft, free.toLocaleString()) : words.taken;
  }

  factsOfArea(area) {
    const { priceLevel, amountMinor } = this.house.areas[area];
    const left = this.left(area);
    // A price level is often called the same.
    const standing = priceLevel.toLowerCase() === words.areaStanding.toLowerCase() ? "" : `${words.areaStanding} · `;
    return `${standing}${isolated(priceLevel)} · ${price(amountMinor)} · ${left}`;
  }
}
