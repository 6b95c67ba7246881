// Selects and moves: a click selects, with shift it adds; a second click takes the whole row; a pull on nothing opens a
// box, a pull on what is selected moves it.

import { move } from "./edits.js";
import { isWithin, rectangle } from "./shapes.js";
import { cornersOf } from "./editor.js";

const SLOP_PX = 4;
const REACH_PX = 12;

export class SelectTool {
  constructor(editor, view, painting) {
    Object.assign(this, { editor, view, painting });
    this.from = null;
  }

  /** The ids of what is at a point: of a seat, or else of the topmost thing. */
  hit({ x, y }) {
    const { editor, view } = this;
    const seat = editor.spots.at(x, y, Math.max(editor.plan.seatWidth / 2, REACH_PX / view.scale / 2));
    if (seat) return [seat.seat.id];
    const reach = REACH_PX / view.scale;
    const thing = editor.things.findLast(({ thing: one }) => (
      one.shape ? isWithin(one.shape, x, y) : Math.hypot(one.x - x, one.y - y) < Math.max(reach, one.size ?? 0)));
    return thing ? [thing.thing.id] : [];
  }

  down(at) {
    const { editor } = this;
    const ids = this.hit(at);
    this.from = at;
    this.pressed = ids;
    this.moved = false;
    this.mode = "box";
    this.adds = at.event.shiftKey || at.event.ctrlKey || at.event.metaKey;
    if (!ids.length) return;
    this.mode = "drag";
    if (this.adds) editor.toggle(ids);
    else if (!editor.selected.has(ids[0])) editor.select(ids);
    if (!editor.selected.has(ids[0])) this.mode = "none";
  }

  move(at) {
    if (!this.from) return;
    const { view, editor, painting } = this;
    if (Math.hypot(at.x - this.from.x, at.y - this.from.y) * view.scale > SLOP_PX) this.moved = true;
    if (!this.moved) return;
    if (this.mode === "drag") {
      painting.dragTo(editor.snapped(at.x - this.from.x), editor.snapped(at.y - this.from.y));
    } else if (this.mode === "box") {
      painting.sketch = { points: rectangle(this.from.x, this.from.y, at.x, at.y), closed: true };
      painting.request();
    }
  }

  up(at) {
    if (!this.from) return;
    const { from, mode, moved, editor } = this;
    this.cancel();
    if (mode === "box" && moved) this.box(from, at);
    else if (mode === "box" && !this.adds) editor.select([]);
    else if (mode === "drag" && moved) {
      moveSelected(editor, editor.snapped(at.x - from.x), editor.snapped(at.y - from.y));
    } else if (mode === "drag" && !this.adds) editor.select(this.pressed);
  }

  box(from, at) {
    const { editor } = this;
    const bounds = {
      left: Math.min(from.x, at.x), right: Math.max(from.x, at.x), top: Math.min(from.y, at.y), bottom: Math.max(from.y, at.y),
    };
    const ids = editor.spots.within(bounds).map(({ seat }) => seat.id);
    for (const { thing } of editor.things) {
      const whole = cornersOf(thing).every(([x, y]) => (
        x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom));
      if (whole) ids.push(thing.id);
    }
    editor.select(this.adds ? [...editor.selected, ...ids] : ids);
  }

  /** A double click selects the row. */
  twice(at) {
    const { editor } = this;
    const [id] = this.hit(at);
    const entry = editor.spots.seats.find(({ seat }) => seat.id === id);
    if (entry) editor.select(entry.row.seats.map((seat) => seat.id));
  }

  cancel() {
    this.from = null;
    this.painting.sketch = null;
    this.painting.endDrag();
  }
}

/** Moves what is selected; moves with one `key` are undone together. */
export function moveSelected(editor, dx, dy, key = null) {
  if (!editor.selected.size || (!dx && !dy)) return;
  editor.edit("moved", move(editor.plan, editor.selected, (x, y) => [x + dx, y + dy]), { key, values: [dx, dy] });
}
