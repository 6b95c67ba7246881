// The seats of one performance: the position of each (the server's plan, bent around the stage) and its status.

export const FREE = 0;
export const HELD = 1;
export const SOLD = 2;
export const NOT_FOR_SALE = 3;
const STATUSES = { FREE, HELD, SOLD, NOT_FOR_SALE };

// The distance between adjacent seats, in units of the plan.
export const PITCH = 2;

// How far the ends of a row are bent forward, as a share of half the house's width.
const BEND = 0.16;
const CELL = 24;

// The plan with each section as a rectangle around its seats.
function rectangles(plan) {
  const { left, right, bottom } = plan.bounds;
  const sections = plan.sections.map((section) => {
    const xs = section.shape.map(([x]) => x);
    const ys = section.shape.map(([, y]) => y);
    const front = Math.min(...ys) + PITCH / 2;
    return { ...section, left: Math.min(...xs), right: Math.max(...xs), front, back: Math.max(...ys) - PITCH / 2 };
  });
  return { ...plan, sections, halfWidth: Math.max(-left, right), depth: bottom - PITCH / 2 };
}

export class House {
  /** @param own names of the seats that the fan holds */
  constructor(shapes, list, levels, own = []) {
    const plan = rectangles(shapes);
    this.seats = list.seats;
    this.count = this.seats.length;
    this.version = list.version;
    this.index = new Map(this.seats.map((seat, i) => [seat.seat, i]));
    this.status = Uint8Array.from(this.seats, (seat) => STATUSES[seat.status] ?? NOT_FOR_SALE);
    this.levels = levels;
    this.own = new Set(own.map((label) => this.index.get(label)).filter((i) => this.status[i] === HELD));
    const levelOf = new Map(levels.map((level, i) => [level.name, i]));
    this.level = Uint8Array.from(this.seats, (seat) => levelOf.get(seat.priceLevel) ?? 0);
    this.halfWidth = plan.halfWidth;
    this.bend = plan.halfWidth ? BEND / plan.halfWidth : 0;
    this.place(plan);
    this.describeSections(plan);
    this.nameRows();
    this.fillGrid();
  }

  place(plan) {
    this.x = new Float32Array(this.count);
    this.y = new Float32Array(this.count);
    let seat = 0;
    for (const [count, x, y, dx = 0] of plan.runs) {
      for (let i = 0; i < count; i++) {
        this.x[seat] = x + i * dx;
        this.y[seat] = this.bent(this.x[seat], y);
        seat++;
      }
    }
    const side = this.bent(plan.halfWidth, 0);
    this.stage = { half: Math.max(5, plan.halfWidth * 0.55), back: -2.4 - Math.max(2.4, plan.halfWidth * 0.1), front: -2.4 };
    this.bounds = {
      left: -plan.halfWidth - PITCH,
      right: plan.halfWidth + PITCH,
      top: Math.min(side, this.stage.back) - PITCH,
      bottom: plan.depth + 2 * PITCH,
    };
  }

  bent(x, y) {
    return y - this.bend * x * x;
  }

  // Assigns each seat to its section and counts the free seats of each. The zoomed-out map shows these.
  describeSections(plan) {
    this.sections = plan.sections.map((section) => ({ ...section, free: 0, byLevel: new Uint32Array(this.levels.length) }));
    const byName = new Map(this.sections.map((section, i) => [section.section, i]));
    this.sectionOf = Uint16Array.from(this.seats, (seat) => byName.get(seat.section) ?? 0);
    this.freeOfLevel = new Uint32Array(this.levels.length);
    for (let i = 0; i < this.count; i++) {
      this.sections[this.sectionOf[i]].byLevel[this.level[i]]++;
      this.countFree(i, this.status[i] === FREE ? 1 : 0);
    }
  }

  countFree(i, by) {
    this.sections[this.sectionOf[i]].free += by;
    this.freeOfLevel[this.level[i]] += by;
  }

  // Puts each row's name beside its first seat.
  nameRows() {
    const first = new Map();
    this.seats.forEach((seat, i) => {
      if (!seat.row) return;
      const key = `${seat.section}\u0000${seat.row}`;
      const known = first.get(key);
      if (known === undefined || this.x[i] < this.x[known]) first.set(key, i);
    });
    this.rowNames = [...first.values()].map((i) => ({ x: this.x[i] - PITCH * 0.8, y: this.y[i], name: this.seats[i].row }));
  }

  fillGrid() {
    this.grid = new Map();
    for (let i = 0; i < this.count; i++) {
      const key = this.cell(this.x[i], this.y[i]);
      if (!this.grid.has(key)) this.grid.set(key, []);
      this.grid.get(key).push(i);
    }
  }

  cell(x, y) {
    return Math.floor(x / CELL) * 65536 + Math.floor(y / CELL);
  }

  /** Calls `visit` for every seat in the rectangle, and for some around it. */
  within(left, top, right, bottom, visit) {
    for (let cx = Math.floor(left / CELL); cx <= Math.floor(right / CELL); cx++) {
      for (let cy = Math.floor(top / CELL); cy <= Math.floor(bottom / CELL); cy++) {
        const seats = this.grid.get(cx * 65536 + cy);
        if (seats) for (const i of seats) visit(i);
      }
    }
  }

  /** Returns the nearest seat within `reach` of a point, or -1. */
  at(x, y, reach = PITCH) {
    let nearest = -1;
    let best = reach * reach;
    this.within(x - reach, y - reach, x + reach, y + reach, (i) => {
      const distance = (this.x[i] - x) ** 2 + (this.y[i] - y) ** 2;
      if (distance < best) {
        best = distance;
        nearest = i;
      }
    });
    return nearest;
  }

  /** Returns the seat nearest to a point, at any distance. */
  nearest(x, y) {
    const distance = (i) => (this.x[i] - x) ** 2 + (this.y[i] - y) ** 2;
    let nearest = 0;
    for (let i = 1; i < this.count; i++) if (distance(i) < distance(nearest)) nearest = i;
    return nearest;
  }

  /**
   * Returns the next seat in a direction, or -1 at the end of the house. Prefers seats straight ahead to nearer ones.
   */
  beside(from, dx, dy) {
    let next = -1;
    let best = Infinity;
    for (let i = 0; i < this.count; i++) {
      const x = this.x[i] - this.x[from];
      const y = this.y[i] - this.y[from];
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      // In a bent row the next seat is also slightly aside.
      if (ahead < PITCH / 4 || ahead + 3 * aside >= best || aside > 2 * ahead) continue;
      best = ahead + 3 * aside;
      next = i;
    }
    return next;
  }

  isFree(i) {
    return this.status[i] === FREE;
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

  /** Returns up to `count` free seats of the level, nearest to the given seats first. */
  near(seats, level, count, isTaken) {
    if (!seats.length || count < 1) return [];
    const found = [];
    for (let i = 0; i < this.count; i++) {
      if (!this.isFree(i) || this.level[i] !== level || isTaken(i)) continue;
      let distance = Infinity;
      for (const s of seats) {
        // A seat in another row counts as further away than one beside.
        distance = Math.min(distance, (this.x[i] - this.x[s]) ** 2 + 2.5 * (this.y[i] - this.y[s]) ** 2);
      }
      found.push({ i, distance });
    }
    found.sort((a, b) => a.distance - b.distance);
    return found.slice(0, count).map((one) => one.i);
  }
}
