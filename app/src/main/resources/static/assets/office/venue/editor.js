// The state of the editor: the plan, what is selected in it, the floor that is shown, and what was done. Dispatches
// "plan" after each change of the plan, "selection" after each change of what is selected.

import { boundsOf } from "./shapes.js";
import { History } from "./history.js";
import { Spots } from "./spots.js";
import { floorCount, idsOnFloor, things } from "./plan.js";

export class Editor extends EventTarget {
  constructor(plan) {
    super();
    this.plan = plan;
    this.floor = 0;
    this.selected = new Set();
    this.history = new History();
    this.grid = { on: true, step: 10 };
    this.index();
  }

  index() {
    this.spots = new Spots(this.plan, this.floor);
    this.things = things(this.plan).filter(({ thing }) => thing.floor === this.floor);
  }

  /** Replaces the whole plan, and forgets what was done. */
  open(plan) {
    this.plan = plan;
    this.floor = Math.min(this.floor, floorCount(plan) - 1);
    this.selected = new Set();
    this.history = new History();
    this.changed("opened");
  }

  /**
   * Makes the plan another one. `name` says what was done, `key` continues a series of commands.
   *
   * @param {{ select?: Iterable<number>, cost?: number, key?: string|null, values?: any[] }} options
   */
  edit(name, after, { select = null, cost = this.selected.size, key = null, values = [] } = {}) {
    if (after === this.plan) return;
    this.history.note({ name, before: this.plan, after, cost: Math.max(1, cost), key });
    this.plan = after;
    if (select) this.selected = new Set(select);
    this.changed(name, values);
  }

  undo() {
    const command = this.history.undo();
    if (command) this.goTo(command.before, "undone");
    return Boolean(command);
  }

  redo() {
    const command = this.history.redo();
    if (command) this.goTo(command.after, "redone");
    return Boolean(command);
  }

  goTo(plan, name) {
    this.plan = plan;
    this.floor = Math.min(this.floor, floorCount(plan) - 1);
    const known = idsOnFloor(plan, this.floor);
    this.selected = new Set([...this.selected].filter((id) => known.has(id)));
    this.changed(name);
  }

  changed(name, values = []) {
    this.index();
    this.dispatchEvent(new CustomEvent("plan", { detail: { name, values } }));
    this.dispatchEvent(new Event("selection"));
  }

  select(ids) {
    this.selected = new Set(ids);
    this.history.endSeries();
    this.dispatchEvent(new Event("selection"));
  }

  /** Adds to what is selected, or takes away if all of it is selected already. */
  toggle(ids) {
    const all = [...ids];
    const next = new Set(this.selected);
    const has = all.every((id) => next.has(id));
    for (const id of all) {
      if (has) next.delete(id);
      else next.add(id);
    }
    this.select(next);
  }

  selectAll() {
    this.select(idsOnFloor(this.plan, this.floor));
  }

  showFloor(floor) {
    if (floor === this.floor) return;
    this.floor = floor;
    this.selected = new Set();
    this.changed("floor", [floor]);
  }

  get selectedSeats() {
    return this.spots.seats.filter(({ seat }) => this.selected.has(seat.id));
  }

  get selectedThings() {
    return this.things.filter(({ thing }) => this.selected.has(thing.id));
  }

  /** The bounds of all that has these ids on this floor; null if nothing has. */
  bounds(ids) {
    const seats = this.spots.seats.filter(({ seat }) => ids.has(seat.id)).map(({ seat }) => [seat.x, seat.y]);
    const others = this.things.filter(({ thing }) => ids.has(thing.id)).flatMap(({ thing }) => cornersOf(thing));
    return boundsOf([...seats, ...others]);
  }

  /** The bounds of the floor; of an empty hall if there is nothing on it. */
  floorBounds() {
    const around = this.bounds(idsOnFloor(this.plan, this.floor));
    return around ?? { left: -1_500, top: -500, right: 1_500, bottom: 1_500 };
  }

  /** A length of the plan, on the grid if it is on. */
  snapped(length) {
    return this.grid.on ? Math.round(length / this.grid.step) * this.grid.step : Math.round(length);
  }
}

export function cornersOf(thing) {
  return thing.shape ?? [[thing.x, thing.y]];
}
