// The seats and standing areas of one performance: where each is, and its status.

import { contains, Plan, PITCH } from "./plan.js";
import { Rows } from "./rows.js";

export { PITCH };
export const FREE = 0;
export const HELD = 1;
export const SOLD = 2;
export const NOT_FOR_SALE = 3;
const STATUSES = { FREE, HELD, SOLD, NOT_FOR_SALE };
const CELL = 24;

export class House {
  /** @param own names of the seats that the fan holds */
  constructor(plan, list, levels, own = []) {
    this.seats = list.seats;
    this.count = this.seats.length;
    this.version = list.version;
    this.index = new Map(this.seats.map((seat, i) => [seat.seat, i]));
    this.status = Uint8Array.from(this.seats, (seat) => STATUSES[seat.status] ?? NOT_FOR_SALE);
    this.levels = levels;
    this.own = new Set(own.map((label) => this.index.get(label)).filter((i) => this.status[i] === HELD));
    const levelOf = new Map(levels.map((level, i) => [level.name, i]));
    this.level = Uint8Array.from(this.seats, (seat) => levelOf.get(seat.priceLevel) ?? 0);
    this.plan = new Plan(plan, this.count);
    this.x = this.plan.x;
    this.y = this.plan.y;
    this.describeSections();
    this.describeAreas(list.areas ?? [], levelOf);
    this.floor = 0;
    this.fillGrid();
    this.rows = new Rows(this);
  }

  // Assigns each seat to its section and counts the free seats of each. The zoomed-out map shows these.
  describeSections() {
    const counts = () => new Uint32Array(this.levels.length);
    this.sections = this.plan.sections.map((section) => ({ ...section, byLevel: counts(), freeByLevel: counts() }));
    const byName = new Map(this.sections.map((section, i) => [section.section, i]));
    this.sectionOf = Uint16Array.from(this.seats, (seat) => byName.get(seat.section) ?? 0);
    this.freeOfLevel = counts();
    for (let i = 0; i < this.count; i++) {
      this.sections[this.sectionOf[i]].byLevel[this.level[i]]++;
      this.countFree(i, this.status[i] === FREE ? 1 : 0);
    }
  }

  describeAreas(listed, levelOf) {
    const plans = new Map(this.plan.areas.map((area) => [area.area, area]));
    this.areas = listed.map((area) => ({ ...plans.get(area.area), ...area, level: levelOf.get(area.priceLevel) ?? 0 }));
    this.areas.forEach((area, i) => {
      this.freeOfLevel[area.level] += area.free;
      // An area is also a spot at the end of the seats, where arrow keys lead to.
      this.x[this.count + i] = area.label?.x ?? 0;
      this.y[this.count + i] = area.label?.y ?? 0;
    });
  }

  /** The number of spots: seats, then areas. */
  get spots() {
    return this.count + this.areas.length;
  }

  countFree(i, by) {
    this.sections[this.sectionOf[i]].freeByLevel[this.level[i]] += by;
    this.freeOfLevel[this.level[i]] += by;
  }

  floorOf(i) {
    if (i >= this.count) return this.areas[i - this.count].floor ?? 0;
    return this.sections[this.sectionOf[i]]?.floor ?? 0;
  }

  /** The rectangle around the current floor. */
  get floorBounds() {
    return this.plan.boundsOf(this.floor, (i) => this.floorOf(i));
  }

  /** The rectangle around the current floor and the outlines of all others. */
  get bounds() {
    const boxes = [this.floorBounds, ...[...this.plan.sections, ...this.plan.areas].map((part) => part.box)];
    const most = (side, of) => of(...boxes.map((box) => box[side]));
    return { left: most("left", Math.min), right: most("right", Math.max), top: most("top", Math.min), bottom: most("bottom", Math.max) };
  }

  get floorSections() {
    return this.sections.filter((section) => section.floor === this.floor);
  }

  get floorAreas() {
    return this.areas.filter((area) => area.outline && area.floor === this.floor);
  }

  fillGrid() {
    this.grids = (this.plan.floors.length ? this.plan.floors : [""]).map(() => new Map());
    for (let i = 0; i < this.count; i++) {
      const grid = this.grids[this.floorOf(i)];
      const key = this.cell(this.x[i], this.y[i]);
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push(i);
    }
  }

  cell(x, y) {
    return Math.floor(x / CELL) * 65536 + Math.floor(y / CELL);
  }

  /** Calls `visit` for every seat of the floor in the rectangle, and for some around it. */
  within(left, top, right, bottom, visit, floor = this.floor) {
    const grid = this.grids[floor];
    for (let cx = Math.floor(left / CELL); cx <= Math.floor(right / CELL); cx++) {
      for (let cy = Math.floor(top / CELL); cy <= Math.floor(bottom / CELL); cy++) {
        const seats = grid.get(cx * 65536 + cy);
        if (seats) for (const i of seats) visit(i);
      }
    }
  }

  distance(a, b) {
    return Math.hypot(this.x[a] - this.x[b], this.y[a] - this.y[b]);
  }

  /** Returns the nearest seat within `reach` of a point, or -1. */
  at(x, y, reach = PITCH, floor = this.floor) {
    let nearest = -1;
    let best = reach * reach;
    this.within(x - reach, y - reach, x + reach, y + reach, (i) => {
      const distance = (this.x[i] - x) ** 2 + (this.y[i] - y) ** 2;
      if (distance < best) {
        best = distance;
        nearest = i;
      }
    }, floor);
    return nearest;
  }

  /** Returns the area around a point, or -1. */
  areaAt(x, y) {
    return this.areas.findIndex((area) => area.outline && area.floor === this.floor && contains(area.outline, x, y));
  }

  /** Returns the floor's spot nearest to a point, at any distance; -1 if there is none. */
  nearest(x, y) {
    let nearest = -1;
    let best = Infinity;
    for (let i = 0; i < this.spots; i++) {
      const distance = (this.x[i] - x) ** 2 + (this.y[i] - y) ** 2;
      if (distance >= best || this.floorOf(i) !== this.floor) continue;
      best = distance;
      nearest = i;
    }
    return nearest;
  }

  /**
   * Returns the next spot in a direction, or -1 at the end of the floor. Prefers spots straight ahead to nearer ones.
   */
  beside(from, dx, dy) {
    let next = -1;
    let best = Infinity;
    for (let i = 0; i < this.spots; i++) {
      const x = this.x[i] - this.x[from];
      const y = this.y[i] - this.y[from];
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      // In a bent row the next seat is also slightly aside.
      if (ahead < PITCH / 4 || ahead + 3 * aside >= best || aside > 2 * ahead) continue;
      if (this.floorOf(i) !== this.floor) continue;
      best = ahead + 3 * aside;
      next = i;
    }
    return next;
  }

  isFree(i) {
    return this.status[i] === FREE;
  }

  has(i, attribute) {
    return this.seats[i].attributes?.includes(attribute) ?? false;
  }

  /** Whether the seat is meant for fans in a wheelchair, or who accompany them. */
  isReserved(i) {
    return this.has(i, "ACCESSIBLE") || this.has(i, "COMPANION");
  }

  /** Sets the status of a seat. Returns its index if the status changed, otherwise -1. */
  set(label, statusName) {
    const i = this.index.get(label);
    const status = STATUSES[statusName];
    if (i === undefined || status === undefined || this.status[i] === status) return -1;
    if (this.isFree(i)) this.countFree(i, -1);
    this.status[i] = status;
    // After any change (paid, released, expired) it is no longer the fan's held seat.
    this.own.delete(i);
    if (this.isFree(i)) this.countFree(i, 1);
    return i;
  }

  /** Sets the number of free places of an area. Returns its index, or -1 if nothing changed. */
  setArea(name, free) {
    const i = this.areas.findIndex((area) => area.area === name);
    if (i < 0 || this.areas[i].free === free) return -1;
    this.freeOfLevel[this.areas[i].level] += free - this.areas[i].free;
    this.areas[i].free = free;
    return i;
  }

  /** Returns up to `count` free seats of the level, nearest to the given seats first. */
  near(seats, level, count, isTaken) {
    if (!seats.length || count < 1) return [];
    const found = [];
    for (let i = 0; i < this.count; i++) {
      if (!this.isFree(i) || this.level[i] !== level || isTaken(i)) continue;
      if (this.isReserved(i) && !seats.some((s) => this.isReserved(s))) continue;
      let distance = Infinity;
      for (const s of seats) {
        // A seat in another row counts as further away than one beside, and one on another floor as far away.
        const across = (this.x[i] - this.x[s]) ** 2 + 2.5 * (this.y[i] - this.y[s]) ** 2;
        distance = Math.min(distance, across + (this.floorOf(i) === this.floorOf(s) ? 0 : 1e6));
      }
      found.push({ i, distance });
    }
    found.sort((a, b) => a.distance - b.distance);
    return found.slice(0, count).map((one) => one.i);
  }
}
