// The whole floor in a corner while the map is zoomed in. The frame is what the map shows; it can be dragged.

const ZOOMED_FROM = 1.35;

export class Minimap {
  constructor(canvas, view, house, colours) {
    this.canvas = canvas;
    this.view = view;
    this.house = house;
    this.colours = colours;
    this.base = document.createElement("canvas");
    const drag = (event) => event.buttons && this.lead(event);
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.lead(event);
    });
    canvas.addEventListener("pointermove", drag);
  }

  lead(event) {
    this.view.go((event.offsetX - this.left) / this.scale, (event.offsetY - this.top) / this.scale);
  }

  /** Draws the house anew with the next frame. */
  renew() {
    this.stale = true;
  }

  draw() {
    const { view, canvas } = this;
    const wanted = view.scale > view.scaleMin * ZOOMED_FROM;
    canvas.hidden = !wanted;
    if (!wanted || !canvas.clientWidth) return;
    if (this.stale || this.width !== canvas.clientWidth) this.drawBase();
    const g = canvas.getContext("2d");
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, canvas.width, canvas.height);
    g.drawImage(this.base, 0, 0);
    this.drawFrame(g);
  }

  drawFrame(g) {
    const { view } = this;
    const at = (x, y) => [this.left + x * this.scale, this.top + y * this.scale];
    const [left, top] = at(view.x - view.width / 2 / view.scale, view.y - view.height / 2 / view.scale);
    const [right, bottom] = at(view.x + view.width / 2 / view.scale, view.y + view.height / 2 / view.scale);
    g.scale(view.ratio, view.ratio);
    g.strokeStyle = this.colours.accent;
    g.lineWidth = 2;
    const x = Math.max(1, left);
    const y = Math.max(1, top);
    g.strokeRect(x, y, Math.max(6, Math.min(this.width - 1, right) - x), Math.max(6, Math.min(this.height - 1, bottom) - y));
  }

  drawBase() {
    const { view, canvas, house } = this;
    this.stale = false;
    this.width = canvas.clientWidth;
    this.height = canvas.clientHeight;
    for (const one of [canvas, this.base]) Object.assign(one, { width: this.width * view.ratio, height: this.height * view.ratio });
    const { left, right, top, bottom } = view.bounds;
    this.scale = Math.min(this.width / (right - left), this.height / (bottom - top));
    this.left = this.width / 2 - ((left + right) / 2) * this.scale;
    this.top = this.height / 2 - ((top + bottom) / 2) * this.scale;
    const g = this.base.getContext("2d");
    g.scale(view.ratio, view.ratio);
    this.fill(g, house.plan.stage.outline, this.colours.taken, 1);
    for (const section of house.floorSections) {
      const most = section.byLevel.indexOf(Math.max(...section.byLevel));
      this.fill(g, section.outline, this.colours.ofLevel(most), 0.65);
    }
    for (const area of house.floorAreas) this.fill(g, area.outline, this.colours.ofLevel(area.level), 0.45);
  }

  fill(g, outline, colour, alpha) {
    g.beginPath();
    for (const { x, y } of outline) g.lineTo(this.left + x * this.scale, this.top + y * this.scale);
    g.closePath();
    g.fillStyle = colour;
    g.globalAlpha = alpha;
    g.fill();
    g.globalAlpha = 1;
  }
}
