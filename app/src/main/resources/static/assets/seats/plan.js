// Where everything in a house is, by the server's plan. Lengths are converted to a unit of which a seat is PITCH wide.
// A schematic plan says only what is beside and behind what; it is bent around its stage.

export const PITCH = 2;

// How far the ends of a row are bent forward, as a share of half the house's width.
const BEND = 0.16;
const STAGE_GAP = 4.4;

// Sides of bent outlines are drawn in parts of this length.
const STEP = 3;

export class Plan {
  /** @param count the number of seats in the list, which has the order of the plan */
  constructor(document, count) {
    const { left, right } = document.bounds;
    this.isSchematic = document.schematic;
    this.unit = PITCH / document.seatWidth;
    this.middle = (left + right) / 2;
    this.halfWidth = ((right - left) / 2) * this.unit;
    this.bend = this.isSchematic && this.halfWidth ? BEND / this.halfWidth : 0;
    this.floors = document.floors;
    this.placeSeats(document.runs, count, document.areas.length);
    this.sections = document.sections.map((section) => this.part(section));
    this.areas = document.areas.map((area) => this.part(area));
    this.gates = document.gates.map((gate) => ({ ...gate, ...this.point(gate.x, gate.y) }));
    this.texts = document.texts.map((text) => ({ ...text, ...this.point(text.x, text.y), size: text.size * this.unit }));
    this.stage = document.stage ? this.drawnStage(document.stage) : this.schematicStage();
  }

  point(x, y) {
    const across = (x - this.middle) * this.unit;
    return { x: across, y: y * this.unit - this.bend * across * across };
  }

  placeSeats(runs, count, areas) {
    // After the seats there is room for the areas.
    this.x = new Float32Array(count + areas);
    this.y = new Float32Array(count + areas);
    // The seats' distance from the top of the drawing, before the plan is bent.
    this.depth = new Float32Array(count);
    let i = 0;
    for (const [seats, x, y, dx = 0, dy = 0] of runs) {
      for (let s = 0; s < seats && i < count; s++, i++) {
        const at = this.point(x + s * dx, y + s * dy);
        this.x[i] = at.x;
        this.y[i] = at.y;
        this.depth[i] = (y + s * dy) * this.unit;
      }
    }
  }

  // A section or an area.
  part(one) {
    const outline = this.outline(one.shape);
    const label = one.label ? this.point(...one.label) : middleOf(boxOf(outline));
    return { ...one, floor: one.floor ?? 0, outline, label, box: boxOf(outline) };
  }

  outline(shape) {
    const corners = [];
    shape.forEach(([x, y], i) => {
      const [toX, toY] = shape[(i + 1) % shape.length];
      const steps = this.bend ? Math.max(1, Math.ceil((Math.abs(toX - x) * this.unit) / STEP)) : 1;
      for (let s = 0; s < steps; s++) corners.push(this.point(x + ((toX - x) * s) / steps, y + ((toY - y) * s) / steps));
    });
    return corners;
  }

  drawnStage({ shape, floor }) {
    const outline = this.outline(shape);
    return { outline, box: boxOf(outline), label: middleOf(boxOf(outline)), floor, front: this.frontOf(outline) };
  }

  // The side that faces the house.
  frontOf(outline) {
    const parts = [...this.sections, ...this.areas].map((part) => part.label);
    if (!parts.length) return null;
    const x = parts.reduce((sum, part) => sum + part.x, 0) / parts.length;
    const y = parts.reduce((sum, part) => sum + part.y, 0) / parts.length;
    const sides = outline.map((from, i) => ({ from, to: outline[(i + 1) % outline.length] }));
    const distance = ({ from, to }) => Math.hypot((from.x + to.x) / 2 - x, (from.y + to.y) / 2 - y);
    const front = sides.reduce((best, side) => (distance(side) < distance(best) ? side : best));
    return [front.from, front.to];
  }

  // Along the top of the house.
  schematicStage() {
    const tops = [...this.depth, ...this.areas.flatMap((area) => area.shape.map(([, y]) => y * this.unit + PITCH))];
    const front = tops.reduce((top, y) => Math.min(top, y), Infinity) - STAGE_GAP;
    const back = front - Math.max(2.4, this.halfWidth * 0.1);
    const half = Math.max(5, this.halfWidth * 0.55);
    const line = (y) => Array.from({ length: 25 }, (_, s) => this.bent(-half + (half * s) / 12, y));
    const outline = [...line(back), ...line(front).reverse()];
    return { outline, box: boxOf(outline), label: { x: 0, y: back * 0.54 + front * 0.46 }, front: line(front) };
  }

  bent(x, y) {
    return { x, y: y - this.bend * x * x };
  }

  /** The rectangle around everything on a floor. */
  boundsOf(floor, floorOfSeat) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    const add = ({ left, right, top, bottom }) => {
      box.left = Math.min(box.left, left);
      box.right = Math.max(box.right, right);
      box.top = Math.min(box.top, top);
      box.bottom = Math.max(box.bottom, bottom);
    };
    add(this.stage.box);
    for (const part of [...this.sections, ...this.areas]) if (part.floor === floor) add(part.box);
    for (let i = 0; i < this.depth.length; i++) if (floorOfSeat(i) === floor) add(around(this.x[i], this.y[i]));
    for (const mark of [...this.gates, ...this.texts]) if ((mark.floor ?? 0) === floor) add(around(mark.x, mark.y));
    // The bounds of a schematic house are even, so that its stage is in the middle.
    const half = Math.max(-box.left, box.right);
    if (this.isSchematic) Object.assign(box, { left: -half, right: half });
    return { left: box.left - PITCH, right: box.right + PITCH, top: box.top - PITCH, bottom: box.bottom + PITCH };
  }
}

function around(x, y) {
  return { left: x, right: x, top: y, bottom: y };
}

function middleOf({ left, right, top, bottom }) {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

export function boxOf(corners) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of corners) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** Whether a point is within an outline. */
export function contains(outline, x, y) {
  let inside = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const a = outline[i];
    const b = outline[j];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/** Where a vertical line meets the outline first and last. */
export function edgesAt(outline, x) {
  const met = [];
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length];
    if (a.x <= x !== b.x <= x) met.push(a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x));
  });
  return { top: Math.min(...met), bottom: Math.max(...met) };
}
