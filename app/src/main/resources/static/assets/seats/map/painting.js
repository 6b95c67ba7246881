// Paints the view. Seats are drawn once into a picture that is larger than the view, and a change redraws one seat. The
// zoomed-out map has sections instead of seats. Animations are drawn over the picture in each frame.

import { PITCH } from "../house.js";
import { MapColours } from "./colours.js";
import { HousePainting } from "./house-painting.js";
import { Minimap } from "./minimap.js";
import { Names } from "./names.js";
import { Picture } from "./picture.js";
import { SeatPainting, frame } from "./seat-painting.js";
import { SIGNS_FROM } from "./view.js";

// A large house shows sections instead of seats until it is enlarged, unless its seats have signs.
const SEATS_FROM = 3.2;
const ENLARGED_FROM = 1.3;
const SMALL_HOUSE = 600;
const FLASH_MS = 1500;
const SHARP_AFTER_MS = 90;
const COUNTS_AFTER_MS = 250;

export class MapPainting {
  constructor(view, house, selection, minimap) {
    this.view = view;
    this.house = house;
    // Price levels whose seats are dimmed.
    this.hidden = new Set();
    this.dirty = new Set();
    this.flashing = new Map();
    this.pointed = -1;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.picture = new Picture();
    this.colours = new MapColours(house.levels);
    this.around = new HousePainting(this.picture, house, this.colours, this.hidden, selection);
    this.names = new Names(this.picture, house, this.colours, this.hidden, selection);
    this.minimap = new Minimap(minimap, view, house, this.colours);
    this.previewed = [];
    this.seats = new SeatPainting(this.picture, house, selection, this.colours, this.hidden);
    this.colours.follow(() => this.renew());
    view.addEventListener("moved", (event) => this.moved(event.detail.redraw));
    view.canvas.addEventListener("focus", () => this.ask());
    view.canvas.addEventListener("blur", () => this.ask());
    this.renew();
  }

  moved(redraw) {
    if (redraw) this.stale = true;
    this.ask();
  }

  /** Redraws everything. */
  renew() {
    this.minimap.renew();
    this.moved(true);
  }

  /** Redraws everything shortly, once for several changes. */
  renewLater() {
    this.renewing ??= setTimeout(() => {
      this.renewing = undefined;
      this.moved(true);
    }, COUNTS_AFTER_MS);
  }

  /** Redraws a seat. */
  touch(i) {
    this.dirty.add(i);
    this.ask();
  }

  /** Outlines seats that a click would choose. */
  preview(seats) {
    if (!seats.length && !this.previewed.length) return;
    this.previewed = seats;
    this.ask();
  }

  hide(level, hidden) {
    if (hidden) this.hidden.add(level);
    else this.hidden.delete(level);
    this.renew();
  }

  /** Marks the seat at the keyboard's cursor. */
  point(i) {
    this.pointed = i;
    this.ask();
  }

  /** Highlights lost seats for a moment: they pulse, or only stand out if motion is reduced. */
  flash(seats) {
    const until = performance.now() + FLASH_MS;
    for (const i of seats) this.flashing.set(i, until);
    this.ask();
  }

  ask() {
    if (this.asked) return;
    this.asked = requestAnimationFrame((time) => {
      this.asked = 0;
      this.draw(time);
    });
  }

  draw(time) {
    const { view, picture } = this;
    if (!view.width) return;
    if (this.stale || !picture.covers(view)) this.paint();
    else if (this.dirty.size) this.repaint();
    const g = view.canvas.getContext("2d");
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, view.canvas.width, view.canvas.height);
    picture.putOn(g, view);
    this.drawPreview(g);
    this.drawFlashes(g, time);
    this.drawPointed(g);
    this.minimap.draw();
    // Redraw sharply once the zoom pauses.
    if (view.scale !== picture.scale) {
      clearTimeout(this.sharpening);
      this.sharpening = setTimeout(() => this.renew(), SHARP_AFTER_MS);
    }
  }

  get showsSeats() {
    const { scale } = this.picture;
    if (this.house.count <= SMALL_HOUSE || this.house.floorSections.length < 2 || scale >= SIGNS_FROM) return true;
    return scale >= SEATS_FROM && scale > this.view.scaleMin * ENLARGED_FROM;
  }

  paint() {
    this.picture.begin(this.view);
    this.stale = false;
    this.dirty.clear();
    const g = this.picture.context;
    this.around.outlineOtherFloors(g, this.view.around);
    this.around.drawStage(g);
    this.around.drawAreas(g);
    if (this.showsSeats) {
      this.around.outlineSections(g);
      this.seats.drawAll(g);
    } else {
      this.around.fillSections(g);
    }
    this.names.draw(g, this.showsSeats, this.view.bounds);
  }

  repaint() {
    if (this.showsSeats) {
      const g = this.picture.context;
      for (const i of this.dirty) if (this.house.floorOf(i) === this.house.floor) this.seats.redraw(g, i);
    } else {
      this.renewLater();
    }
    this.dirty.clear();
  }

  // The position of a seat in pixels of the canvas.
  pixelsOf(i) {
    const { x, y } = this.view.toScreen(this.house.x[i], this.house.y[i]);
    return { x: x * this.view.ratio, y: y * this.view.ratio };
  }

  drawPreview(g) {
    const { ratio, scale } = this.view;
    for (const i of this.previewed) {
      const { x, y } = this.pixelsOf(i);
      g.strokeStyle = this.colours.accent;
      g.lineWidth = 3 * ratio;
      frame(g, x, y, PITCH * scale * 0.48 * ratio, 0.4);
      g.stroke();
    }
  }

  drawFlashes(g, time) {
    const { ratio, scale } = this.view;
    for (const [i, until] of this.flashing) {
      if (time > until || this.house.floorOf(i) !== this.house.floor) {
        this.flashing.delete(i);
        continue;
      }
      const wave = this.still.matches ? 1 : Math.abs(Math.sin(((until - time) / FLASH_MS) * Math.PI * 3));
      const { x, y } = this.pixelsOf(i);
      g.strokeStyle = this.colours.danger;
      g.globalAlpha = 0.35 + 0.65 * wave;
      g.lineWidth = 3 * ratio;
      frame(g, x, y, Math.max(PITCH * scale * (0.5 + 0.12 * wave), 8) * ratio, 0.4);
      g.stroke();
      g.globalAlpha = 1;
    }
    if (this.flashing.size) this.ask();
  }

  drawPointed(g) {
    if (this.pointed < 0 || document.activeElement !== this.view.canvas) return;
    const { ratio, scale } = this.view;
    const { x, y } = this.pixelsOf(this.pointed);
    // A ring with a rim, visible on every seat.
    for (const [colour, width] of [[this.colours.surface, 7], [this.colours.focus, 3]]) {
      g.strokeStyle = colour;
      g.lineWidth = width * ratio;
      frame(g, x, y, PITCH * scale * 0.56 * ratio, 0.4);
      g.stroke();
    }
  }
}
