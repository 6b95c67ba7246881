// Draws the plan on the canvas: what is selected on one layer, all else on another. So 20,000 seats that are dragged are
// two images a frame.

import { Layer } from "./layer.js";
import { paintSeats } from "./seat-painting.js";
import { paintGrid, paintSection, paintThing } from "./thing-painting.js";

export class Painting {
  constructor(editor, view, colours, words) {
    Object.assign(this, { editor, view, colours, words });
    this.still = new Layer();
    this.chosen = new Layer();
    this.stale = true;
    this.wanted = false;
    // How far the selection is dragged, what is being drawn, and the picture behind all.
    this.drag = null;
    this.sketch = null;
    this.backdrop = null;
    this.frames = 0;
    colours.follow(() => this.refresh());
    view.addEventListener("moved", () => this.refresh());
    editor.addEventListener("plan", () => {
      colours.count(editor.plan);
      this.refresh();
    });
    editor.addEventListener("selection", () => this.refresh());
    colours.count(editor.plan);
    this.refresh();
  }

  /** Draws everything anew at the next frame. */
  refresh() {
    this.stale = true;
    this.request();
  }

  /** Puts the layers together anew at the next frame. */
  request() {
    if (this.wanted) return;
    this.wanted = true;
    requestAnimationFrame(() => {
      this.wanted = false;
      this.draw();
    });
  }

  dragTo(dx, dy) {
    this.drag = { dx, dy };
    this.request();
  }

  endDrag() {
    this.drag = null;
    this.request();
  }

  draw() {
    const { view } = this;
    if (!view.width) return;
    if (this.stale) this.paintLayers();
    this.stale = false;
    const g = view.canvas.getContext("2d", { alpha: false });
    g.fillStyle = this.colours.surface;
    g.fillRect(0, 0, view.canvas.width, view.canvas.height);
    this.backdrop?.paint(g, view);
    this.still.putOn(g, view);
    this.chosen.putOn(g, view, this.drag?.dx, this.drag?.dy);
    if (this.sketch) this.paintSketch(g);
    this.frames += 1;
    view.canvas.dataset.frames = this.frames;
  }

  paintLayers() {
    const { editor, view, colours } = this;
    const options = { colours, words: this.words, ratio: view.ratio, seatWidth: editor.plan.seatWidth };
    const isChosen = ({ seat, thing }) => editor.selected.has((seat ?? thing).id);
    const still = this.still.begin(view, false);
    if (editor.grid.on) paintGrid(still, this.still, { step: editor.grid.step, colours });
    const chosen = this.chosen.begin(view, true);
    for (const one of editor.things) {
      if (isChosen(one)) paintThing(chosen, this.chosen, one, { ...options, selected: true });
      else paintThing(still, this.still, one, options);
    }
    for (const section of editor.plan.sections) {
      if (section.floor === editor.floor) paintSection(still, this.still, section, options);
    }
    const { true: picked = [], false: others = [] } = Object.groupBy(editor.spots.seats, isChosen);
    paintSeats(still, this.still, others, options);
    paintSeats(chosen, this.chosen, picked, { ...options, selected: true });
  }

  /** What is being drawn or pulled open: corners and lines between them. */
  paintSketch(g) {
    const { view, colours } = this;
    const { points, closed = false, dots = false } = this.sketch;
    const at = points.map(([x, y]) => view.toScreen(x, y)).map(({ x, y }) => [x * view.ratio, y * view.ratio]);
    g.strokeStyle = colours.focus;
    g.fillStyle = colours.focus;
    g.lineWidth = 2 * view.ratio;
    g.beginPath();
    at.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
    if (closed) g.closePath();
    g.stroke();
    if (dots) at.forEach(([x, y]) => g.fillRect(x - 4 * view.ratio, y - 4 * view.ratio, 8 * view.ratio, 8 * view.ratio));
  }
}
