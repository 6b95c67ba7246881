// What the fan has chosen so far. Map, list and bar all follow it, so they never disagree.

import { Keepsakes } from "../keepsakes.js";

export class Selection extends EventTarget {
  constructor(house, max, key) {
    super();
    this.house = house;
    this.max = max;
    this.key = key;
    this.kept = new Keepsakes("sessionStorage", "seats");
    this.chosen = new Set();
    this.restore();
  }

  has(i) {
    return this.chosen.has(i);
  }

  get size() {
    return this.chosen.size;
  }

  get labels() {
    return [...this.chosen].map((i) => this.house.seats[i].seat);
  }

  get total() {
    let sum = 0;
    for (const i of this.chosen) sum += this.house.seats[i].amountMinor;
    return sum;
  }

  /** Selects or deselects the seat. Returns false if the fan has reached the limit. */
  toggle(i) {
    if (this.chosen.delete(i)) return this.changed([i]);
    if (!this.house.isFree(i)) return true;
    if (this.chosen.size >= this.max) return false;
    this.chosen.add(i);
    return this.changed([i]);
  }

  /** Selects those of the seats that are still free, up to the limit. */
  take(seats) {
    const free = seats.filter((i) => this.house.isFree(i) && !this.has(i)).slice(0, this.max - this.size);
    free.forEach((i) => this.chosen.add(i));
    if (free.length) this.changed(free);
  }

  /** Removes seats that another fan has taken. */
  lose(seats) {
    const lost = seats.filter((i) => this.chosen.delete(i));
    if (lost.length) this.changed(lost);
    return lost;
  }

  changed(seats) {
    this.keep();
    this.dispatchEvent(new CustomEvent("change", { detail: seats }));
    return true;
  }

  // Stores the selection, so that it survives reload and back button.
  keep() {
    this.kept.set(this.key, this.labels);
  }

  restore() {
    const labels = this.kept.get(this.key);
    for (const label of Array.isArray(labels) ? labels.slice(0, this.max) : []) {
      const i = this.house.index.get(label);
      if (i !== undefined && this.house.isFree(i)) this.chosen.add(i);
    }
  }

  forget() {
    this.kept.set(this.key, null);
  }
}
