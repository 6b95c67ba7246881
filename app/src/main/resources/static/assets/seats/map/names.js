// Writes the names of sections, areas, rows and gates, and the plan's texts. None covers another, or a seat: each is
// tried in several sizes and places, the largest part of the house first.

import { fill, sectionName, words } from "../../words.js";
import { PITCH } from "../house.js";
import { edgesAt } from "../plan.js";
import { Labels, rectAround } from "./labels.js";
import { SIGNS_FROM } from "./view.js";

const WITH_COUNT = [17, 15, 13, 12];
const NAME_ONLY = [14, 12, 10.5];
const SMALLEST = 9;

// Nobody can choose smaller seats, so a name may cover them where there is no other room for it.
const CHOSEN_FROM = 8;
const TEXT_MIN = 9;

export class Names {
  constructor(picture, house, colours, hidden, selection) {
    this.picture = picture;
    this.house = house;
    this.colours = colours;
    this.hidden = hidden;
    this.selection = selection;
  }

  /**
   * @param near whether seats are shown
   * @param bounds of the house, which no name leaves
   */
  draw(g, near, bounds) {
    this.g = g;
    this.bounds = bounds;
    this.labels = new Labels();
    g.textAlign = "center";
    g.textBaseline = "middle";
    this.nameStage();
    if (near && this.picture.scale >= SIGNS_FROM) this.nameRows();
    const parts = [...this.house.floorSections, ...this.house.floorAreas].filter((part) => this.isSeen(part.box));
    const size = (part) => part.capacity ?? part.seats;
    parts.sort((a, b) => size(b) - size(a));
    const isWithin = (part) => !near || part.area !== undefined;
    this.nameWithin(parts.filter(isWithin));
    for (const part of parts) if (!isWithin(part)) this.nameBeside(part);
    for (const gate of this.house.plan.gates) if (this.isOnFloor(gate)) this.nameGate(gate);
    for (const text of this.house.plan.texts) if (this.isOnFloor(text)) this.write(text);
  }

  isOnFloor({ floor, x, y }) {
    return (floor ?? 0) === this.house.floor && this.picture.shows(x, y);
  }

  isSeen({ left, right, top, bottom }) {
    const p = this.picture;
    return right >= p.left && left <= p.right && bottom >= p.top && top <= p.bottom;
  }

  nameStage() {
    const { box, label } = this.house.plan.stage;
    const { pixels, ratio } = this.picture;
    const size = Math.max(10 * ratio, Math.min((box.bottom - box.top) * 0.34 * pixels, 22 * ratio));
    this.g.font = `750 ${size}px ${this.colours.font}`;
    this.g.fillStyle = this.colours.onNight;
    const at = this.pixelsOf(label);
    // No other name is on the stage.
    const wide = Math.max(this.g.measureText(words.stage).width, (box.right - box.left) * pixels);
    this.labels.take(rectAround(at.x, at.y, wide, Math.max(size, (box.bottom - box.top) * pixels)));
    this.g.fillText(words.stage, at.x, at.y);
  }

  pixelsOf({ x, y }) {
    return { x: this.picture.px(x), y: this.picture.py(y) };
  }

  factsOf(section) {
    const free = section.freeByLevel.reduce((sum, n, level) => sum + (this.hidden.has(level) ? 0 : n), 0);
    const most = section.byLevel.indexOf(Math.max(...section.byLevel));
    return `${this.house.levels[most].letter} · ${free.toLocaleString()}`;
  }

  factsOfArea(area) {
    const chosen = this.selection.placesIn(this.house.areas.indexOf(area));
    const free = `${this.house.levels[area.level].letter} · ${area.free.toLocaleString()}`;
    return chosen ? `✓ ${chosen} · ${free}` : free;
  }

  // In the middle of their outlines. First each takes as little room as it can, so that no large name leaves another
  // part without one; then each grows as far as there is room.
  nameWithin(parts) {
    const named = parts.map((part) => this.waysWithin(part)).filter((ways) => ways.length);
    const taken = named.map((ways) => {
      const small = [...ways.filter((way) => way.isSmallest), ...ways.filter((way) => !way.isSmallest).reverse()];
      return small.find((way) => this.labels.take(way.rect));
    });
    named.forEach((ways, i) => {
      if (taken[i]) this.labels.release(taken[i].rect);
      ways.find((way) => this.labels.take(way.rect))?.draw();
    });
  }

  // The best first: with the level and the free seats, the name alone, along the longer side, across the edges.
  waysWithin(part) {
    const name = part.area ?? part.section;
    if (!name) return [];
    const { ratio, pixels } = this.picture;
    const width = (part.box.right - part.box.left) * pixels;
    const height = (part.box.bottom - part.box.top) * pixels;
    const sizes = [...NAME_ONLY, SMALLEST].map((css) => css * ratio);
    const smallest = sizes.at(-1);
    const fits = (size) => this.widthOf(name, size, 750) + 3 * ratio <= width;
    const fitsUpright = (size) => size <= width && this.widthOf(name, size, 750) + 3 * ratio <= height;
    const isShort = this.widthOf(name, smallest, 750) <= Math.max(width * 1.3, 20 * ratio);
    const inside = sizes.filter(fits).map((size) => this.alone(part, name, size, {}));
    const upright = inside.length ? [] : sizes.filter(fitsUpright).map((size) => this.alone(part, name, size, { upright: true }));
    const across = [0, -1, 1].map((shift) => this.alone(part, name, smallest, { shift }));
    const ways = [...this.withFacts(part, name, width, height), ...inside, ...upright];
    if (isShort) ways.push(...across);
    else if (ways.length) ways.at(-1).isSmallest = true;
    return ways;
  }

  withFacts(part, name, width, height) {
    const facts = part.area === undefined ? this.factsOf(part) : this.factsOfArea(part);
    const at = this.pixelsOf(part.label);
    return WITH_COUNT.map((css) => css * this.picture.ratio)
      .map((size) => ({ size, wide: Math.max(this.widthOf(name, size, 750), this.widthOf(facts, size * 0.82, 500)) }))
      .filter(({ size, wide }) => wide + size * 0.6 <= width && size * 2.2 <= height)
      .map(({ size, wide }) => ({
        rect: rectAround(at.x, at.y, wide, size * 2.2),
        draw: () => {
          this.text(name, at.x, at.y - size * 0.52, size, 750);
          this.text(facts, at.x, at.y + size * 0.56, size * 0.82, 500);
        },
      }));
  }

  // The name without more, from bottom to top or some lines further down.
  alone(part, name, size, { upright = false, shift }) {
    const at = this.pixelsOf(part.label);
    const y = at.y + (shift ?? 0) * size;
    const wide = this.widthOf(name, size, 750);
    return {
      isSmallest: shift !== undefined,
      rect: upright ? rectAround(at.x, y, size, wide) : rectAround(at.x, y, wide, size),
      draw: () => (upright ? this.turned(name, at, -Math.PI / 2, size, 750) : this.text(name, at.x, y, size, 750)),
    };
  }

  // Beside its seats: before the first row, else at its sides, else behind the last row.
  nameBeside(section) {
    if (!section.section) return;
    const name = sectionName(section.section);
    const { ratio, pixels, scale } = this.picture;
    const { left, right } = section.box;
    const x = (left + right) / 2;
    const { top, bottom } = edgesAt(section.outline, x);
    const sizes = [Math.max(12, Math.min(2 * scale, 20)), 12, 10.5].map((css) => css * ratio);
    const ways = [
      (half) => [x, top - half],
      (half, aside) => [left - aside, (top + bottom) / 2],
      (half, aside) => [right + aside, (top + bottom) / 2],
      () => [section.label.x, section.label.y],
      (half) => [x, bottom + half],
    ];
    for (const way of ways) {
      for (const size of sizes) {
        const wide = this.widthOf(name, size, 750);
        const aside = wide / 2 / pixels + 0.6;
        const [atX, atY] = way((size * 0.7) / pixels, aside);
        if (atX - aside < this.bounds.left || atX + aside > this.bounds.right) continue;
        const at = this.pixelsOf({ x: atX, y: atY });
        const rect = rectAround(at.x, at.y, wide, size * 1.1);
        if (this.coversSeats(rect) || !this.labels.take(rect)) continue;
        this.text(name, at.x, at.y, size, 750);
        return;
      }
    }
    if (PITCH * scale < CHOSEN_FROM) this.nameWithin([section]);
  }

  coversSeats(rect) {
    const { pixels, left, top } = this.picture;
    const edge = PITCH * 0.45;
    const box = {
      left: rect.left / pixels + left - edge,
      right: rect.right / pixels + left + edge,
      top: rect.top / pixels + top - edge,
      bottom: rect.bottom / pixels + top + edge,
    };
    let covers = false;
    this.house.within(box.left, box.top, box.right, box.bottom, (i) => {
      const { x, y } = { x: this.house.x[i], y: this.house.y[i] };
      covers ||= x > box.left && x < box.right && y > box.top && y < box.bottom;
    });
    return covers;
  }

  nameRows() {
    const p = this.picture;
    const size = Math.min(0.8 * p.pixels, 14 * p.ratio);
    for (const row of this.house.rows.names) {
      if (row.floor !== this.house.floor || !p.shows(row.x, row.y)) continue;
      const at = this.pixelsOf(row);
      const wide = Math.min(this.widthOf(row.name, size, 600), 1.9 * p.pixels);
      if (!this.labels.take(rectAround(at.x, at.y, wide, size))) continue;
      this.g.fillStyle = this.colours.soft;
      this.g.fillText(row.name, at.x, at.y, 1.9 * p.pixels);
    }
  }

  nameGate(gate) {
    const { ratio } = this.picture;
    const size = 11 * ratio;
    const name = `▲ ${fill(words.gate, gate.gate)}`;
    const at = this.pixelsOf(gate);
    const rect = rectAround(at.x, at.y, this.widthOf(name, size, 600), size * 1.1);
    if (!this.coversSeats(rect) && this.labels.take(rect)) this.text(name, at.x, at.y, size, 600, this.colours.soft);
  }

  // A text of the plan, in its own size and direction.
  write({ text, x, y, size, rotation }) {
    const pixels = Math.min(size * this.picture.pixels, 26 * this.picture.ratio);
    if (pixels < TEXT_MIN * this.picture.ratio) return;
    const at = this.pixelsOf({ x, y });
    const wide = this.widthOf(text, pixels, 500);
    const turn = ((rotation ?? 0) * Math.PI) / 180;
    const across = Math.abs(wide * Math.cos(turn)) + Math.abs(pixels * Math.sin(turn));
    const down = Math.abs(wide * Math.sin(turn)) + Math.abs(pixels * Math.cos(turn));
    if (!this.labels.take(rectAround(at.x, at.y, across, down))) return;
    this.turned(text, at, turn, pixels, 500, this.colours.soft);
  }

  turned(text, at, turn, size, weight, colour) {
    this.g.save();
    this.g.translate(at.x, at.y);
    this.g.rotate(turn);
    this.text(text, 0, 0, size, weight, colour);
    this.g.restore();
  }

  widthOf(text, size, weight) {
    this.g.font = `${weight} ${size}px ${this.colours.font}`;
    return this.g.measureText(text).width;
  }

  // With a rim, so that it is legible on every colour.
  text(text, x, y, size, weight, colour = this.colours.ink) {
    this.g.font = `${weight} ${size}px ${this.colours.font}`;
    this.g.lineJoin = "round";
    this.g.lineWidth = size * 0.24;
    this.g.strokeStyle = this.colours.surface;
    this.g.strokeText(text, x, y);
    this.g.fillStyle = colour;
    this.g.fillText(text, x, y);
  }
}
