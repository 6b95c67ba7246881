// Draws everything but seats: the stage, sections of the zoomed-out map, names of sections and rows.

import { sectionName, words } from "../../words.js";
import { SIGNS_FROM } from "./view.js";

const STEPS = 24;

export class HousePainting {
  constructor(picture, house, colours, hidden) {
    this.picture = picture;
    this.house = house;
    this.colours = colours;
    this.hidden = hidden;
  }

  // Adds a line that is bent like the rows.
  bend(g, from, to, y) {
    for (let s = 0; s <= STEPS; s++) {
      const x = from + ((to - from) * s) / STEPS;
      g.lineTo(this.picture.px(x), this.picture.py(this.house.bent(x, y)));
    }
  }

  // Begins the path of a band between two rows.
  band(g, left, right, top, bottom) {
    g.beginPath();
    this.bend(g, left, right, top);
    this.bend(g, right, left, bottom);
    g.closePath();
  }

  drawStage(g) {
    const { half, back, front } = this.house.stage;
    const { ratio, scale, pixels } = this.picture;
    this.band(g, -half, half, back, front);
    g.fillStyle = this.colours.night;
    g.fill();
    // The footlights, so that the stage is visible in the dark theme.
    g.strokeStyle = this.colours.line;
    g.lineWidth = ratio;
    g.stroke();
    g.beginPath();
    this.bend(g, -half, half, front);
    g.strokeStyle = this.colours.accent;
    g.lineWidth = Math.max(2, 0.22 * scale) * ratio;
    g.stroke();
    g.fillStyle = this.colours.onNight;
    const size = Math.min((front - back) * 0.5 * pixels, 22 * ratio);
    g.font = `750 ${Math.max(size, 10 * ratio)}px ${this.colours.font}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillText(words.stage, this.picture.px(0), this.picture.py(back * 0.54 + front * 0.46));
  }

  drawSections(g, sections) {
    for (const section of sections) this.drawSection(g, section);
  }

  drawSection(g, section) {
    const most = section.byLevel.indexOf(Math.max(...section.byLevel));
    const shown = !this.hidden.has(most) || section.byLevel.some((n, level) => n && !this.hidden.has(level));
    const colour = this.colours.ofLevel(most);
    this.band(g, section.left - 0.6, section.right + 0.6, section.front - 1.4, section.back + 1.4);
    g.fillStyle = this.colours.surface;
    g.fill();
    g.fillStyle = colour;
    g.globalAlpha = shown && section.free ? 0.3 + 0.7 * Math.sqrt(section.free / section.seats) : 0.1;
    g.fill();
    g.globalAlpha = 1;
    g.strokeStyle = section.free ? colour : this.colours.taken;
    g.lineWidth = 1.5 * this.picture.ratio;
    g.stroke();
    this.nameSection(g, section, most);
  }

  nameSection(g, section, most) {
    const { ratio, pixels } = this.picture;
    const middle = (section.left + section.right) / 2;
    const x = this.picture.px(middle);
    const y = this.picture.py(this.house.bent(middle, (section.front + section.back) / 2));
    const width = (section.right - section.left) * pixels;
    const size = Math.min(15 * ratio, width / 5, ((section.back - section.front + 2) * pixels) / 2.6);
    g.textAlign = "center";
    g.textBaseline = "middle";
    if (size >= 8.5 * ratio) {
      this.labelSection(g, section, `${this.house.levels[most].letter} · ${section.free}`, x, y, size);
      return;
    }
    g.font = `750 ${Math.max(size * 1.5, 9 * ratio)}px ${this.colours.font}`;
    g.fillStyle = section.free ? this.colours.onLevel : this.colours.soft;
    g.fillText(section.section, x, y, width * 0.9);
  }

  // Draws its name and its number of free seats on a plain box.
  labelSection(g, section, free, x, y, size) {
    g.font = `750 ${size}px ${this.colours.font}`;
    const box = Math.max(g.measureText(section.section).width, g.measureText(free).width) / 2 + size * 0.5;
    g.fillStyle = this.colours.surface;
    g.globalAlpha = 0.92;
    g.beginPath();
    g.roundRect(x - box, y - size * 1.25, box * 2, size * 2.5, size * 0.5);
    g.fill();
    g.globalAlpha = 1;
    g.fillStyle = this.colours.ink;
    g.fillText(section.section, x, y - size * 0.5);
    g.font = `500 ${size * 0.82}px ${this.colours.font}`;
    g.fillText(free, x, y + size * 0.62);
  }

  /** Draws the names of sections and rows if there is room beside the seats. */
  drawNames(g) {
    g.textBaseline = "middle";
    if (this.picture.scale * 2 > 9) this.nameSectionsAbove(g);
    if (this.picture.scale >= SIGNS_FROM) this.nameRows(g);
  }

  nameSectionsAbove(g) {
    const p = this.picture;
    g.textAlign = "center";
    g.fillStyle = this.colours.ink;
    g.font = `750 ${Math.min(2 * p.pixels, 22 * p.ratio)}px ${this.colours.font}`;
    for (const section of this.house.sections) {
      if (!section.section || section.right < p.left || section.left > p.right) continue;
      const x = (section.left + section.right) / 2;
      const y = this.house.bent(x, section.front) - 2.3;
      g.fillText(sectionName(section.section), p.px(x), p.py(y));
    }
  }

  nameRows(g) {
    const p = this.picture;
    g.fillStyle = this.colours.soft;
    g.textAlign = "right";
    g.font = `600 ${0.9 * p.pixels}px ${this.colours.font}`;
    for (const row of this.house.rowNames) {
      if (p.shows(row.x, row.y)) g.fillText(row.name, p.px(row.x), p.py(row.y), 1.9 * p.pixels);
    }
  }
}
