// The keys of the canvas, and those that save and undo on the whole page.

import { removeSelected, turn } from "./actions.js";
import { moveSelected } from "./select-tool.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PAN_PX = 80;
const SHIFTED = 10;

export class Keys {
  /** `page` has `undo`, `redo`, `save`, `useTool(name)`, `tool` and `pointer`. */
  constructor(editor, view, page) {
    Object.assign(this, { editor, view, page });
    view.canvas.addEventListener("keydown", (event) => this.key(event));
    view.canvas.addEventListener("keyup", (event) => this.released(event));
    view.canvas.addEventListener("blur", () => this.released({ key: " " }));
    document.addEventListener("keydown", (event) => this.pageKey(event));
  }

  pageKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const isTyping = event.target.matches("input, textarea, select");
    const does = { s: () => this.page.save() };
    if (!isTyping) {
      does.z = () => (event.shiftKey ? this.page.redo() : this.page.undo());
      does.y = () => this.page.redo();
    }
    if (!does[key]) return;
    event.preventDefault();
    does[key]();
  }

  key(event) {
    const { editor, view, page } = this;
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "a") return;
      event.preventDefault();
      editor.selectAll();
      return;
    }
    if (ARROWS[event.key]) {
      event.preventDefault();
      this.arrow(ARROWS[event.key], event.shiftKey);
      return;
    }
    const does = {
      Escape: () => this.escape(),
      Enter: () => page.tool.enter?.(),
      Delete: () => removeSelected(editor),
      Backspace: () => removeSelected(editor),
      "+": () => view.zoom(1.4),
      "=": () => view.zoom(1.4),
      "-": () => view.zoom(1 / 1.4),
      0: () => view.fit(editor.floorBounds()),
      "[": () => turn(editor, -15),
      "]": () => turn(editor, 15),
      " ": () => {
        page.pointer.spaceDown = true;
      },
      PageDown: () => this.nextRow(1),
      PageUp: () => this.nextRow(-1),
    };
    if (!does[event.key]) return;
    event.preventDefault();
    does[event.key]();
  }

  released({ key }) {
    if (key === " ") this.page.pointer.spaceDown = false;
  }

  /** Moves what is selected by a step of the grid; without a selection, the view. */
  arrow([dx, dy], shifted) {
    const { editor, view } = this;
    if (!editor.selected.size) {
      view.pan(-dx * PAN_PX, -dy * PAN_PX);
      return;
    }
    const step = editor.grid.step * (shifted ? SHIFTED : 1);
    moveSelected(editor, dx * step, dy * step, "arrows");
  }

  escape() {
    this.page.tool.cancel?.();
    if (this.page.toolName === "select") this.editor.select([]);
    else this.page.useTool("select");
  }

  /** Selects the next row of the floor, or the one before. */
  nextRow(by) {
    const { editor } = this;
    const rows = editor.plan.sections.filter(({ floor }) => floor === editor.floor).flatMap(({ rows: all }) => all);
    if (!rows.length) return;
    const at = rows.findIndex(({ seats }) => seats.some(({ id }) => editor.selected.has(id)));
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length;
    editor.select(rows[next].seats.map(({ id }) => id));
    this.page.show(editor.selected);
  }
}
