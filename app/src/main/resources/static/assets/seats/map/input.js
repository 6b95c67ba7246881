// Turns touch, mouse, wheel and keys into moves of the view. Dispatches "seat" for a click on a seat, "area" for one on
// an area, "hover" for the seat under the pointer, and "point" for the seat or area at the keyboard's cursor.

import { FREE, PITCH } from "../house.js";

// Below these scales a pointer covers several seats: a finger needs 24 pixels for each, a mouse much less.
const TOUCH_FROM = 24 / PITCH;
const CLICK_FROM = 7;
const STILL_FITS = 0.97;
const TAP_SLOP = 8;
const STEP = 80;

export class MapInput extends EventTarget {
  constructor(view, house) {
    super();
    this.view = view;
    this.canvas = view.canvas;
    this.house = house;
    this.fingers = new Map();
    // The seat or area at the keyboard's cursor.
    this.pointed = -1;
    this.listen();
  }

  listen() {
    const c = this.canvas;
    c.addEventListener("pointerdown", (event) => this.down(event));
    c.addEventListener("pointermove", (event) => this.move(event));
    c.addEventListener("pointerup", (event) => this.up(event));
    c.addEventListener("pointercancel", (event) => this.fingers.delete(event.pointerId));
    c.addEventListener("pointerleave", () => this.tell("hover", null));
    // No click follows a tap: it would hit whatever the tap has opened.
    c.addEventListener("touchend", (event) => event.cancelable && event.preventDefault(), { passive: false });
    c.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    c.addEventListener("keydown", (event) => this.key(event));
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.fingers.size === 1) this.press = { x: event.offsetX, y: event.offsetY, moved: false };
    else if (this.press) this.press.moved = true;
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    const now = { x: event.offsetX, y: event.offsetY };
    if (!before) {
      this.hover(now);
      return;
    }
    if (this.fingers.size === 1) {
      if (!this.press.moved && Math.hypot(now.x - this.press.x, now.y - this.press.y) < TAP_SLOP) return;
      this.press.moved = true;
      this.view.pan(now.x - before.x, now.y - before.y);
    } else {
      this.pinch(event.pointerId, before, now);
    }
    this.fingers.set(event.pointerId, now);
  }

  pinch(moving, before, now) {
    const [other] = [...this.fingers].filter(([id]) => id !== moving).map(([, finger]) => finger);
    const apart = (finger) => Math.hypot(finger.x - other.x, finger.y - other.y);
    this.view.zoom(apart(now) / Math.max(1, apart(before)), (now.x + other.x) / 2, (now.y + other.y) / 2);
    this.view.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  }

  up(event) {
    const known = this.fingers.delete(event.pointerId);
    if (known && !this.fingers.size && this.press && !this.press.moved) this.tap(event);
  }

  tap({ offsetX, offsetY, pointerType }) {
    const { x, y } = this.view.toPlan(offsetX, offsetY);
    const hits = this.view.scale >= this.hitsFrom(pointerType);
    const i = hits ? this.seatAt(offsetX, offsetY) : -1;
    const area = this.house.areaAt(x, y);
    if (i >= 0) this.tell("seat", i);
    else if (area >= 0) this.tell("area", area);
    // Seats are too small to hit one: zoom in.
    else if (!hits) this.approach(offsetX, offsetY);
  }

  approach(atX = this.view.width / 2, atY = this.view.height / 2) {
    const at = this.view.toPlan(atX, atY);
    this.view.approach(atX, atY);
    this.keepInSight(at);
  }

  /** Zooms in or out around the middle of the view. */
  zoom(by) {
    const { x, y } = this.view;
    this.view.zoom(by);
    if (by > 1 && this.house.areaAt(x, y) < 0) this.keepInSight({ x, y });
  }

  // Never to a place where nothing is to be seen: the nearest seat is on the view then.
  keepInSight({ x, y }) {
    const { view, house } = this;
    const next = house.nearest(x, y);
    if (next < 0 || next >= house.count) return;
    const at = view.toScreen(house.x[next], house.y[next]);
    const isSeen = at.x > view.width * 0.1 && at.x < view.width * 0.9 && at.y > view.height * 0.2 && at.y < view.height * 0.8;
    if (!isSeen) view.go(house.x[next], house.y[next]);
  }

  // A small house cannot be enlarged any further than it fits.
  hitsFrom(pointerType) {
    return pointerType === "mouse" ? CLICK_FROM : TOUCH_FROM * STILL_FITS;
  }

  seatAt(atX, atY) {
    const { x, y } = this.view.toPlan(atX, atY);
    return this.house.at(x, y, Math.max(PITCH * 0.75, 12 / this.view.scale));
  }

  hover({ x, y }) {
    const i = this.view.scale >= CLICK_FROM ? this.seatAt(x, y) : -1;
    const at = this.view.toPlan(x, y);
    const usable = i >= 0 ? this.house.status[i] === FREE : this.house.areaAt(at.x, at.y) >= 0;
    this.canvas.style.cursor = usable ? "pointer" : "grab";
    this.tell("hover", i >= 0 ? { i, x, y } : null);
  }

  wheel(event) {
    event.preventDefault();
    const by = event.deltaY * (event.deltaMode === 1 ? 16 : 1) * (event.ctrlKey ? 3 : 1);
    this.view.zoom(Math.exp(-Math.max(-400, Math.min(400, by)) / 420), event.offsetX, event.offsetY);
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const towards = (dx, dy) => (!this.canPoint || event.shiftKey ? this.view.pan(-dx * STEP, -dy * STEP) : this.point(dx, dy));
    const moves = {
      ArrowLeft: () => towards(-1, 0),
      ArrowRight: () => towards(1, 0),
      ArrowUp: () => towards(0, -1),
      ArrowDown: () => towards(0, 1),
      Enter: () => this.pick(),
      " ": () => this.pick(),
      "+": () => this.zoom(1.4),
      "=": () => this.zoom(1.4),
      "-": () => this.zoom(1 / 1.4),
      0: () => this.view.fit(),
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  }

  // From afar the arrow keys move the view, unless there are no seats to see.
  get canPoint() {
    return this.view.isNear || !this.house.count;
  }

  /** Moves the keyboard's cursor to the next seat or area in a direction; the first time to the middle of the view. */
  point(dx, dy) {
    const { view, house } = this;
    const lost = this.pointed < 0 || house.floorOf(this.pointed) !== house.floor;
    const next = lost ? house.nearest(view.x, view.y) : house.beside(this.pointed, dx, dy);
    if (next < 0) return;
    this.pointed = next;
    const nearX = Math.abs(house.x[next] - view.x) < (view.width / view.scale) * 0.4;
    const nearY = Math.abs(house.y[next] - view.y) < (view.height / view.scale) * 0.4;
    if (!nearX || !nearY) view.show(house.x[next], house.y[next]);
    this.tell("point", next);
  }

  /** Clicks what is at the keyboard's cursor; zooms in first if seats are small. */
  pick() {
    if (!this.canPoint) this.approach();
    else if (this.pointed < 0) this.point(0, 0);
    else if (this.pointed < this.house.count) this.tell("seat", this.pointed);
    else this.tell("area", this.pointed - this.house.count);
  }
}
