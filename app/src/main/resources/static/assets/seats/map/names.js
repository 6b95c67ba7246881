// Writes the names of sections, areas, rows and gates, and the plan's texts. None covers another, or a seat: each is
// tried in several sizes and places, the largest part of the house first.

import { fill, sectionName, words } from "../../words.js";
import { PITCH } from "../house.js";
import { contains, edgesAt } from "../plan.js";
import { Labels, rectAround } from "./labels.js";
import { SIGNS_FROM } from "./view.js";

const WITH_COUNT = [17, 15, 13, 12];
const NAME_ONLY = [14, 12, 10.5, 9];
const SMALLEST = 9;

// How a name may look, the best first.
const LOOKS = [
  ...WITH_COUNT.map((css) => `facts ${css}`),
  ...NAME_ONLY.map((css) => `name ${css}`),
  ...NAME_ONLY.map((css) => `upright ${css}`),
];

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
    return `${this.house.levels[this.mostOf(section)].letter} · ${free.toLocaleString()}`;
  }

  /** The price level that most seats of a section have. */
  mostOf(section) {
    return section.byLevel.indexOf(Math.max(...section.byLevel));
  }

  factsOfArea(area) {
    const chosen = this.selection.placesIn(this.house.areas.indexOf(area));
    const free = `${this.house.levels[area.level].letter} · ${area.free.toLocaleString()}`;
    return chosen ? `✓ ${chosen} · ${free}` : free;
  }

  // In the middle of their outlines. First each takes as little room as it can, so that no large name leaves another
  // part without one; then they grow as far as there is room.
  nameWithin(parts) {
    const named = parts.map((part) => ({ part, ways: this.waysWithin(part) }));
    for (const one of named) {
      const small = [...one.ways.filter((way) => way.isSmallest), ...one.ways.filter((way) => !way.isSmallest).reverse()];
      one.taken = small.find((way) => this.labels.take(way.rect));
    }
    for (const kind of new Set(parts.map((part) => this.kindOf(part)))) {
      this.grow(named.filter(({ part, taken }) => taken && this.kindOf(part) === kind));
    }
    for (const { taken } of named) taken?.draw();
  }

  // Sections of one price level and about one size look alike.
  kindOf(part) {
    return part.area ?? `${this.mostOf(part)}/${Math.round(Math.log2(part.seats))}`;
  }

  /** Names these parts in the largest look that all of them have room for. */
  grow(named) {
    named.forEach(({ taken }) => this.labels.release(taken.rect));
    for (const look of LOOKS) {
      const ways = named.map(({ ways: all }) => all.find((way) => way.look === look));
      if (!ways.every(Boolean) || !this.labels.takeAll(ways.map((way) => way.rect))) continue;
      named.forEach((one, i) => (one.taken = ways[i]));
      return;
    }
    named.forEach(({ taken }) => this.labels.take(taken.rect));
  }

  // The best first: with the level and the free seats, the name alone, along the longer side, across the edges.
  waysWithin(part) {
    const name = part.area ?? part.section;
    if (!name) return [];
    const { ratio, pixels } = this.picture;
    const width = (part.box.right - part.box.left) * pixels;
    const height = (part.box.bottom - part.box.top) * pixels;
    const wide = (css) => this.widthOf(name, css * ratio, 750);
    // The short name of a section may be a little wider.
    const isShort = (css) => part.area === undefined && wide(css) <= width * 1.2;
    const fits = (css) => wide(css) + 3 * ratio <= width || isShort(css);
    const fitsUpright = (css) => css * ratio <= width && wide(css) <= height * 1.1;
    const level = NAME_ONLY.filter(fits).map((css) => this.alone(part, name, css, {}));
    const upright = NAME_ONLY.filter(fitsUpright).map((css) => this.alone(part, name, css, { upright: true }));
    const ways = [...this.withFacts(part, name, width, height), ...level, ...upright];
    if (fits(SMALLEST) || wide(SMALLEST) <= Math.max(width * 1.3, 20 * ratio)) ways.push(...[0, -1, 1].map((shift) => this.alone(part, name, SMALLEST, { shift })));
    else if (ways.length) ways.at(-1).isSmallest = true;
    return ways;
  }

  withFacts(part, name, width, height) {
    const facts = part.area === undefined ? this.factsOf(part) : this.factsOfArea(part);
    const at = this.pixelsOf(part.label);
    return WITH_COUNT.map((css) => ({ css, size: css * this.picture.ratio }))
      .map((one) => ({ ...one, wide: Math.max(this.widthOf(name, one.size, 750), this.widthOf(facts, one.size * 0.82, 500)) }))
      .filter(({ size, wide }) => wide + size * 0.6 <= width && size * 2.2 <= height && this.isInside(part, wide, size * 2))
      .map(({ css, size, wide }) => ({
        look: `facts ${css}`,
        rect: rectAround(at.x, at.y, wide, size * 2.2),
        draw: () => {
          this.text(name, at.x, at.y - size * 0.52, size, 750);
          this.text(facts, at.x, at.y + size * 0.56, size * 0.82, 500);
        },
      }));
  }

  // Whether a text of this size stays within a part that is no rectangle.
  isInside({ outline, label }, wide, high) {
    const [x, y] = [wide / 2 / this.picture.pixels, high / 2 / this.picture.pixels];
    return [[-x, -y], [x, -y], [-x, y], [x, y]].every(([dx, dy]) => contains(outline, label.x + dx * 0.9, label.y + dy * 0.9));
  }

  // The name without more, from bottom to top or some lines further down.
  alone(part, name, css, { upright = false, shift }) {
    const { ratio } = this.picture;
    const at = this.pixelsOf(part.label);
    const size = css * ratio;
    const y = at.y + (shift ?? 0) * size;
    const wide = this.widthOf(name, size, 750);
    return {
      look: shift ? "" : `${upright ? "upright" : "name"} ${css}`,
      isSmallest: shift !== undefined,
      // Names that go beyond their parts keep apart.
      rect: upright ? rectAround(at.x, y, size, wide) : rectAround(at.x, y, wide + 3 * ratio, size),
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
    const size = Math.max(TEXT_MIN * p.ratio, Math.min(0.8 * p.pixels, 14 * p.ratio));
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
