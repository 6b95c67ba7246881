// Turns mouse, touch and wheel into moves of the view, or passes them to the tool: a wheel zooms, two fingers move and
// zoom, the middle button or the space bar move.

const WHEEL_MAX = 400;

export class Pointer {
  /** `tool()` is the current tool; its `down`, `move`, `up` get `{ x, y, event }` in centimetres. */
  constructor(view, tool) {
    this.view = view;
    this.tool = tool;
    this.fingers = new Map();
    this.mode = null;
    this.spaceDown = false;
    const c = view.canvas;
    c.addEventListener("pointerdown", (event) => this.down(event));
    c.addEventListener("pointermove", (event) => this.move(event));
    c.addEventListener("pointerup", (event) => this.up(event));
    c.addEventListener("pointercancel", (event) => this.cancel(event));
    c.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    c.addEventListener("dblclick", (event) => this.tool().twice?.(this.at(event)));
    c.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  at(event) {
    return { ...this.view.toPlan(event.offsetX, event.offsetY), event };
  }

  down(event) {
    this.view.canvas.setPointerCapture(event.pointerId);
    this.view.canvas.focus({ preventScroll: true });
    this.fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.fingers.size > 1) {
      if (this.mode === "tool") this.tool().cancel?.();
      this.mode = "pinch";
    } else if (event.button === 1 || this.spaceDown || this.tool().pans) {
      this.mode = "pan";
    } else if (event.button === 0) {
      this.mode = "tool";
      this.tool().down?.(this.at(event));
    }
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    const now = { x: event.offsetX, y: event.offsetY };
    if (!before) {
      this.tool().hover?.(this.at(event));
      return;
    }
    this.fingers.set(event.pointerId, now);
    if (this.mode === "pan") this.view.pan(now.x - before.x, now.y - before.y);
    else if (this.mode === "pinch") this.pinch(event.pointerId, before, now);
    else if (this.mode === "tool") this.tool().move?.(this.at(event));
  }

  pinch(moving, before, now) {
    const other = [...this.fingers].find(([id]) => id !== moving)?.[1];
    if (!other) return;
    const apart = (finger) => Math.hypot(finger.x - other.x, finger.y - other.y);
    this.view.zoom(apart(now) / Math.max(1, apart(before)), (now.x + other.x) / 2, (now.y + other.y) / 2);
    this.view.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  }

  up(event) {
    if (!this.fingers.delete(event.pointerId) || this.fingers.size) return;
    const { mode } = this;
    this.mode = null;
    if (mode === "tool") this.tool().up?.(this.at(event));
  }

  cancel(event) {
    this.fingers.delete(event.pointerId);
    if (this.mode === "tool") this.tool().cancel?.();
    this.mode = null;
  }

  wheel(event) {
    event.preventDefault();
    const by = event.deltaY * (event.deltaMode === 1 ? 16 : 1) * (event.ctrlKey ? 3 : 1);
    this.view.zoom(Math.exp(-Math.max(-WHEEL_MAX, Math.min(WHEEL_MAX, by)) / 420), event.offsetX, event.offsetY);
  }
}
