// The part of the house that the canvas shows: `scale` is screen pixels per unit of the plan; x, y is the middle of the
// view. Each change dispatches "moved"; its detail says whether everything must be redrawn.

const SCALE_MAX = 28;

// Seats of so many pixels are wide enough for a thumb, and for numbers.
const COMFORTABLE = 34;

// From this scale on, seats show their level's sign, and arrow keys move from seat to seat.
export const SIGNS_FROM = 7;

// The outlines of other floors are within the view too, unless that makes the floor smaller than this.
const SMALLER_MIN = 0.85;

// The margin around the whole house, in screen pixels. The tools are below it, the switch of floors above.
const SIDES = 12;
const TOOLS = 64;
const FLOORS = 60;

// Outlines of other floors may lie behind those.
const EDGE = 8;

export class MapView extends EventTarget {
  constructor(canvas, house) {
    super();
    this.canvas = canvas;
    this.house = house;
    this.above = house.plan.floors.length > 1 ? FLOORS : 0;
    new ResizeObserver(() => this.resize()).observe(canvas);
    this.resize();
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    const first = !this.width;
    this.ratio = Math.min(devicePixelRatio || 1, 2);
    this.width = clientWidth;
    this.height = clientHeight;
    this.canvas.width = Math.round(clientWidth * this.ratio);
    this.canvas.height = Math.round(clientHeight * this.ratio);
    this.chooseBounds();
    if (first || this.fitted) this.fit();
    else this.moved(true);
  }

  chooseBounds() {
    this.bounds = this.house.floorBounds;
    this.around = this.bounds;
    const alone = this.scaleMin;
    this.around = this.house.bounds;
    if (this.scaleMin < alone * SMALLER_MIN) this.around = this.bounds;
  }

  get scaleMin() {
    const { bounds, around, width, height, above } = this;
    return Math.min(
      (width - 2 * SIDES) / (around.right - around.left),
      (height - above - TOOLS) / (bounds.bottom - bounds.top),
      (height - EDGE - TOOLS) / (bounds.bottom - around.top),
      (height - above - EDGE) / (around.bottom - bounds.top),
      (height - 2 * EDGE) / (around.bottom - around.top),
      SCALE_MAX,
    );
  }

  /** Whether seats show signs. */
  get isNear() {
    return this.scale >= SIGNS_FROM;
  }

  fit() {
    const { bounds, around, height, above } = this;
    this.scale = this.scaleMin;
    this.x = (around.left + around.right) / 2;
    // How far down the plan's origin may be. A small house in a tall view is placed near the top.
    const least = Math.max(above - this.scale * bounds.top, EDGE - this.scale * around.top);
    const most = Math.min(height - TOOLS - this.scale * bounds.bottom, height - EDGE - this.scale * around.bottom);
    this.y = (height / 2 - least - (most - least) / 4) / this.scale;
    this.fitted = true;
    this.moved(true);
  }

  zoom(by, atX = this.width / 2, atY = this.height / 2) {
    const scale = Math.max(this.scaleMin, Math.min(SCALE_MAX, this.scale * by));
    const dx = atX - this.width / 2;
    const dy = atY - this.height / 2;
    this.x += dx / this.scale - dx / scale;
    this.y += dy / this.scale - dy / scale;
    this.scale = scale;
    this.fitted = scale === this.scaleMin;
    if (this.fitted) this.fit();
    else this.moved(false);
  }

  get comfortable() {
    return COMFORTABLE / this.house.rows.seatSize;
  }

  /** Zooms in until seats are easily hit. */
  approach(atX, atY) {
    this.zoom(this.comfortable / this.scale, atX, atY);
  }

  /** Shows the house's current floor as a whole. */
  changeFloor() {
    this.chooseBounds();
    this.fit();
  }

  /** Moves to a point of the plan. */
  go(x, y) {
    this.x = x;
    this.y = y;
    this.fitted = false;
    this.moved(false);
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
    this.fitted = false;
    this.moved(false);
  }

  /** Moves to a point of the plan, and zooms in until its seat is visible. */
  show(x, y) {
    if (this.scale < SIGNS_FROM * 1.2) this.scale = this.comfortable;
    this.go(x, y);
  }

  moved(redraw) {
    const { left, right, top, bottom } = this.bounds;
    const halfX = Math.max(0, (right - left) / 2 - (this.width / this.scale) * 0.25);
    const halfY = Math.max(0, (bottom - top) / 2 - (this.height / this.scale) * 0.25);
    if (!this.fitted) {
      this.x = Math.max((left + right) / 2 - halfX, Math.min((left + right) / 2 + halfX, this.x));
      this.y = Math.max((top + bottom) / 2 - halfY, Math.min((top + bottom) / 2 + halfY, this.y));
    }
    this.canvas.dataset.scale = this.scale.toFixed(2);
    this.dispatchEvent(new CustomEvent("moved", { detail: { redraw } }));
  }

  /** Converts a point of the plan to screen pixels. */
  toScreen(x, y) {
    return { x: (x - this.x) * this.scale + this.width / 2, y: (y - this.y) * this.scale + this.height / 2 };
  }

  /** Converts screen pixels to a point of the plan. */
  toPlan(atX, atY) {
    return { x: (atX - this.width / 2) / this.scale + this.x, y: (atY - this.height / 2) / this.scale + this.y };
  }
}
