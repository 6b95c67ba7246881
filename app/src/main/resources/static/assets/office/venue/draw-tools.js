// Tools that draw: rows, blocks, shapes, things at a point, and the brush. What they draw is set in their forms.

import { rectangle } from "./shapes.js";

const SLOP_PX = 6;

function far(view, a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]) * view.scale > SLOP_PX;
}

/** A tool whose points are clicked one after the other, or two of them pulled. */
class PointTool {
  constructor(editor, view, painting) {
    Object.assign(this, { editor, view, painting });
    this.points = [];
  }

  snapped({ x, y }) {
    return [this.editor.snapped(x), this.editor.snapped(y)];
  }

  down(at) {
    this.from = this.snapped(at);
  }

  hover(at) {
    if (this.points.length) this.show([...this.points, this.snapped(at)]);
  }

  show(points, closed = false) {
    this.painting.sketch = points.length ? { points, closed, dots: true } : null;
    this.painting.request();
  }

  cancel() {
    this.points = [];
    this.from = null;
    this.show([]);
  }
}

/** A row: from, to, and over a third point if it is curved. */
export class RowTool extends PointTool {
  constructor(editor, view, painting, { curved, make }) {
    super(editor, view, painting);
    Object.assign(this, { curved, make });
  }

  move(at) {
    if (this.from) this.show([...this.points, this.from, this.snapped(at)]);
  }

  up(at) {
    if (!this.from) return;
    const to = this.snapped(at);
    this.points.push(this.from);
    if (far(this.view, this.from, to)) this.points.push(to);
    this.from = null;
    const wanted = this.curved() ? 3 : 2;
    if (this.points.length < wanted) {
      this.show(this.points);
      return;
    }
    const [first, last, over = null] = this.points;
    this.cancel();
    this.make(first, last, over);
  }
}

/** A block: a click places one as its form says, a pull makes one as large as the box. */
export class BlockTool extends PointTool {
  constructor(editor, view, painting, { make }) {
    super(editor, view, painting);
    this.make = make;
  }

  move(at) {
    if (this.from) this.show(rectangle(...this.from, ...this.snapped(at)), true);
  }

  up(at) {
    if (!this.from) return;
    const { from } = this;
    const to = this.snapped(at);
    this.cancel();
    const left = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
    const size = far(this.view, from, to) ? [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])] : null;
    this.make(left, size);
  }
}

/** A shape: a pull makes a rectangle, clicks make corners; a click on the first one, or Enter, closes it. */
export class ShapeTool extends PointTool {
  constructor(editor, view, painting, { make }) {
    super(editor, view, painting);
    this.make = make;
  }

  move(at) {
    if (this.from && !this.points.length) this.show(rectangle(...this.from, ...this.snapped(at)), true);
  }

  up(at) {
    if (!this.from) return;
    const { from } = this;
    const to = this.snapped(at);
    this.from = null;
    if (!this.points.length && far(this.view, from, to)) this.end(rectangle(...from, ...to));
    else if (this.points.length > 2 && !far(this.view, this.points[0], from)) this.enter();
    else {
      this.points.push(from);
      this.show(this.points);
    }
  }

  enter() {
    if (this.points.length > 2) this.end(this.points);
  }

  end(points) {
    this.cancel();
    this.make(points);
  }
}

/** A gate or a text at a point. */
export class SpotTool extends PointTool {
  constructor(editor, view, painting, { make }) {
    super(editor, view, painting);
    this.make = make;
  }

  up(at) {
    if (this.from) this.make(this.snapped(at));
    this.cancel();
  }
}

/** The brush: paints the seats that the pointer passes. */
export class PaintTool extends PointTool {
  constructor(editor, view, painting, { make }) {
    super(editor, view, painting);
    this.make = make;
    this.painted = new Set();
  }

  down(at) {
    this.painted = new Set();
    this.from = at;
    this.move(at);
  }

  move({ x, y }) {
    if (!this.from) return;
    const entry = this.editor.spots.at(x, y, Math.max(this.editor.plan.seatWidth / 2, 8 / this.view.scale));
    if (!entry || this.painted.has(entry.seat.id)) return;
    this.painted.add(entry.seat.id);
    this.editor.select(this.painted);
  }

  up() {
    this.from = null;
    if (this.painted.size) this.make(this.painted);
  }
}
