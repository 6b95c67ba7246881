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
    // The number of places in each area, by the area's index.
    this.places = new Map();
    this.restore();
  }

  has(i) {
    return this.chosen.has(i);
  }

  placesIn(area) {
    return this.places.get(area) ?? 0;
  }

  /** The number of seats and places. */
  get size() {
    let size = this.chosen.size;
    for (const places of this.places.values()) size += places;
    return size;
  }

  get labels() {
    return [...this.chosen].map((i) => this.house.seats[i].seat);
  }

  get areas() {
    return [...this.places].map(([i, quantity]) => ({ area: this.house.areas[i].area, quantity }));
  }

  get total() {
    let sum = 0;
    for (const i of this.chosen) sum += this.house.seats[i].amountMinor;
    for (const [i, places] of this.places) sum += places * this.house.areas[i].amountMinor;
    return sum;
  }

  /** Selects or deselects the seat. Returns false if the fan has reached the limit. */
  toggle(i) {
    if (this.chosen.delete(i)) return this.changed([i]);
    if (!this.house.isFree(i)) return true;
    if (this.size >= this.max) return false;
    this.chosen.add(i);
    return this.changed([i]);
  }

  /** How many places in an area the limit leaves. */
  allows(area) {
    return this.max - this.size + this.placesIn(area);
  }

  /** The most places that the fan may choose in an area: what the limit leaves, and what is free. */
  placesMax(area) {
    return Math.min(this.house.areas[area].free, this.allows(area));
  }

  /** Chooses this many places in an area, or as many as possible. Returns false if those are fewer. */
  setPlaces(area, wanted) {
    const places = Math.max(0, Math.min(wanted, this.placesMax(area)));
    if (places === this.placesIn(area)) return places >= wanted;
    if (places) this.places.set(area, places);
    else this.places.delete(area);
    this.changed([]);
    return places >= wanted;
  }

  /** Selects those of the seats that are still free, up to the limit. */
  take(seats) {
    const free = seats.filter((i) => this.house.isFree(i) && !this.has(i)).slice(0, this.max - this.size);
    free.forEach((i) => this.chosen.add(i));
    if (free.length) this.changed(free);
  }

  /** Selects these seats instead of all others. Returns false if the places chosen in areas leave too few. */
  replace(seats) {
    if (this.size - this.chosen.size + seats.length > this.max) return false;
    const changed = [...new Set([...this.chosen, ...seats])];
    this.chosen = new Set(seats);
    return this.changed(changed);
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
    this.kept.set(this.key, { seats: this.labels, areas: this.areas });
  }

  restore() {
    const { seats, areas } = this.kept.get(this.key) ?? {};
    for (const label of Array.isArray(seats) ? seats : []) {
      const i = this.house.index.get(label);
      if (i !== undefined && this.house.isFree(i) && this.size < this.max) this.chosen.add(i);
    }
    for (const { area, quantity } of Array.isArray(areas) ? areas : []) {
      const i = this.house.areas.findIndex((known) => known.area === area);
      const places = i < 0 ? 0 : Math.min(quantity, this.placesMax(i));
      if (places > 0) this.places.set(i, places);
    }
  }

  forget() {
    this.kept.set(this.key, null);
  }
}
