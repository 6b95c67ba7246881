// Draws everything but seats and names: the stage, the outlines of sections, the standing areas.

const HATCH = 9;

export class HousePainting {
  constructor(picture, house, colours, hidden, selection) {
    this.picture = picture;
    this.house = house;
    this.colours = colours;
    this.hidden = hidden;
    this.selection = selection;
  }

  trace(g, corners, closed = true) {
    g.beginPath();
    for (const { x, y } of corners) g.lineTo(this.picture.px(x), this.picture.py(y));
    if (closed) g.closePath();
  }

  drawStage(g) {
    const { outline, front } = this.house.plan.stage;
    const { ratio, scale } = this.picture;
    this.trace(g, outline);
    g.fillStyle = this.colours.night;
    g.fill();
    // The footlights, so that the stage is visible in the dark theme.
    g.strokeStyle = this.colours.line;
    g.lineWidth = ratio;
    g.stroke();
    if (!front) return;
    this.trace(g, front, false);
    g.strokeStyle = this.colours.accent;
    g.lineWidth = Math.max(2, 0.22 * scale) * ratio;
    g.stroke();
  }

  /** Faintly, to show what is below or above; nothing that the view would cut off. */
  outlineOtherFloors(g, around) {
    const isWhole = ({ left, right, top, bottom }) =>
      left >= around.left && right <= around.right && top >= around.top && bottom <= around.bottom;
    const { plan, floor } = this.house;
    g.strokeStyle = this.colours.line;
    g.lineWidth = this.picture.ratio;
    g.setLineDash([4 * this.picture.ratio, 4 * this.picture.ratio]);
    for (const part of [...plan.sections, ...plan.areas]) {
      if (part.floor === floor || !isWhole(part.box)) continue;
      this.trace(g, part.outline);
      g.stroke();
    }
    g.setLineDash([]);
  }

  /** Around seats that are shown; what is below or above does not shine through. */
  outlineSections(g) {
    g.strokeStyle = this.colours.line;
    g.fillStyle = this.colours.surface;
    g.lineWidth = this.picture.ratio;
    // A schematic plan has no walls.
    if (this.house.plan.isSchematic) return;
    for (const section of this.house.floorSections) {
      this.trace(g, section.outline);
      g.fill();
      g.stroke();
    }
  }

  /** Instead of seats: filled the more, the more seats are free. */
  fillSections(g) {
    for (const section of this.house.floorSections) {
      const shown = (n, level) => (this.hidden.has(level) ? 0 : n);
      const free = section.freeByLevel.reduce((sum, n, level) => sum + shown(n, level), 0);
      const most = section.byLevel.indexOf(Math.max(...section.byLevel));
      this.fillPart(g, section.outline, this.colours.ofLevel(most), free / Math.max(1, section.seats));
    }
  }

  fillPart(g, outline, colour, free) {
    this.trace(g, outline);
    g.fillStyle = this.colours.surface;
    g.fill();
    g.fillStyle = free ? colour : this.colours.line;
    g.globalAlpha = free ? 0.22 + 0.4 * Math.sqrt(free) : 0.45;
    g.fill();
    g.globalAlpha = 1;
    g.strokeStyle = free ? colour : this.colours.taken;
    g.lineWidth = 1.5 * this.picture.ratio;
    g.stroke();
  }

  drawAreas(g) {
    this.house.areas.forEach((area, i) => {
      if (!area.outline || area.floor !== this.house.floor) return;
      const free = this.hidden.has(area.level) ? 0 : area.free / area.capacity;
      this.fillPart(g, area.outline, this.colours.ofLevel(area.level), free);
      this.hatch(g, area, free ? this.colours.ofLevel(area.level) : this.colours.taken);
      if (!this.selection.placesIn(i)) return;
      this.trace(g, area.outline);
      g.strokeStyle = this.colours.accent;
      g.lineWidth = 4 * this.picture.ratio;
      g.stroke();
    });
  }

  // Slanting lines distinguish standing room from sections of seats.
  hatch(g, area, colour) {
    const { picture } = this;
    const left = Math.max(area.box.left, picture.left);
    const right = Math.min(area.box.right, picture.right);
    const top = picture.py(Math.max(area.box.top, picture.top));
    const bottom = picture.py(Math.min(area.box.bottom, picture.bottom));
    if (left >= right || top >= bottom) return;
    const height = bottom - top;
    const step = HATCH * picture.ratio;
    g.save();
    this.trace(g, area.outline);
    g.clip();
    g.beginPath();
    for (let x = picture.px(left) - height; x < picture.px(right); x += step) {
      g.moveTo(x, bottom);
      g.lineTo(x + height, top);
    }
    g.strokeStyle = colour;
    g.globalAlpha = 0.28;
    g.lineWidth = picture.ratio;
    g.stroke();
    g.restore();
  }
}
