// The part of the plan that the canvas shows: `scale` is screen pixels per centimetre; x, y is the middle of the view.

const SCALE_MIN = 0.002;
const SCALE_MAX = 4;
const MARGIN = 40;

export class PlanView extends EventTarget {
  constructor(canvas) {
    super();
    this.canvas = canvas;
    this.x = 0;
    this.y = 0;
    this.scale = 0.4;
    this.fitWhenSized = null;
    new ResizeObserver(() => this.resize()).observe(canvas);
    this.resize();
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    this.ratio = Math.min(devicePixelRatio || 1, 2);
    this.width = clientWidth;
    this.height = clientHeight;
    this.canvas.width = Math.round(clientWidth * this.ratio);
    this.canvas.height = Math.round(clientHeight * this.ratio);
    if (this.fitWhenSized) this.fit(this.fitWhenSized);
    this.moved();
  }

  /** Shows all that is within the bounds. */
  fit(bounds) {
    if (!this.width) {
      this.fitWhenSized = bounds;
      return;
    }
    this.fitWhenSized = null;
    const { left, right, top, bottom } = bounds;
    const wide = (this.width - 2 * MARGIN) / Math.max(100, right - left);
    const high = (this.height - 2 * MARGIN) / Math.max(100, bottom - top);
    this.scale = Math.max(SCALE_MIN, Math.min(SCALE_MAX / 4, wide, high));
    this.go((left + right) / 2, (top + bottom) / 2);
  }

  zoom(by, atX = this.width / 2, atY = this.height / 2) {
    const scale = Math.max(SCALE_MIN, Math.min(SCALE_MAX, this.scale * by));
    const dx = atX - this.width / 2;
    const dy = atY - this.height / 2;
    this.x += dx / this.scale - dx / scale;
    this.y += dy / this.scale - dy / scale;
    this.scale = scale;
    this.moved();
  }

  /** Moves to a point of the plan. */
  go(x, y) {
    this.x = x;
    this.y = y;
    this.moved();
  }

  pan(dx, dy) {
    this.go(this.x - dx / this.scale, this.y - dy / this.scale);
  }

  /** Whether the bounds are within the view. */
  shows({ left, right, top, bottom }) {
    const from = this.toPlan(0, 0);
    const to = this.toPlan(this.width, this.height);
    return left >= from.x && right <= to.x && top >= from.y && bottom <= to.y;
  }

  moved() {
    this.dispatchEvent(new Event("moved"));
  }

  toScreen(x, y) {
    return { x: (x - this.x) * this.scale + this.width / 2, y: (y - this.y) * this.scale + this.height / 2 };
  }

  toPlan(atX, atY) {
    return { x: (atX - this.width / 2) / this.scale + this.x, y: (atY - this.height / 2) / this.scale + this.y };
  }
}
