// Draws the house on a canvas and turns fingers, wheel and keys into moves. All seats are drawn once into a picture
// that is larger than the view; a pan only shows another part of it, and a change draws its one seat anew. From afar,
// sections are drawn instead of seats.

import { FREE, PITCH } from "./house.js";

const PIXELS_MAX = 28;
const MARGIN = 0.35;
const SEATS_FROM = 2.6;
const SIGNS_FROM = 7;
const NUMBERS_FROM = 13;
const TAP_FROM = 5;
const TAP_SLOP = 8;
const FLASH_MS = 1500;
const STEP = 80;

// What the whole house leaves free around it, in pixels of the screen: the tools stand below.
const SIDES = 12;
const TOOLS = 64;

const say = (text, value) => text.replace("{0}", () => value);

export class MapView extends EventTarget {
  constructor(canvas, house, selection, words) {
    super();
    this.canvas = canvas;
    this.house = house;
    this.selection = selection;
    this.words = words;
    this.hidden = new Set();
    this.flashing = new Map();
    // The seat that the keyboard points at.
    this.pointed = -1;
    this.picture = document.createElement("canvas");
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.readColours();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    new ResizeObserver(() => this.resize()).observe(canvas);
    this.listen();
    this.resize();
  }

  /* The view: `scale` is pixels of the screen for one unit of the plan; the middle of the view is at x, y. */

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    const first = !this.width;
    this.ratio = Math.min(devicePixelRatio || 1, 2);
    this.width = clientWidth;
    this.height = clientHeight;
    this.canvas.width = Math.round(clientWidth * this.ratio);
    this.canvas.height = Math.round(clientHeight * this.ratio);
    if (first || this.fitted) this.fit();
    else this.moved(true);
  }

  get scaleMin() {
    const { left, right, top, bottom } = this.house.bounds;
    return Math.min((this.width - 2 * SIDES) / (right - left), (this.height - TOOLS) / (bottom - top), PIXELS_MAX);
  }

  fit() {
    const { left, right, top, bottom } = this.house.bounds;
    this.scale = this.scaleMin;
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2 + TOOLS / 2 / this.scale;
    // A small house in a tall view stands near the top, at the stage.
    const spare = (this.height - TOOLS) / this.scale - (bottom - top);
    if (spare > 0) this.y += spare / 4;
    this.fitted = true;
    this.moved(true);
  }

  zoom(by, atX = this.width / 2, atY = this.height / 2) {
    const scale = Math.max(this.scaleMin, Math.min(PIXELS_MAX, this.scale * by));
    const dx = atX - this.width / 2;
    const dy = atY - this.height / 2;
    this.x += dx / this.scale - dx / scale;
    this.y += dy / this.scale - dy / scale;
    this.scale = scale;
    this.fitted = scale === this.scaleMin;
    if (this.fitted) this.fit();
    else this.moved(false);
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
    this.fitted = false;
    this.moved(false);
  }

  show(i) {
    if (this.scale < SIGNS_FROM * 1.2) this.scale = Math.min(PIXELS_MAX, SIGNS_FROM * 1.6);
    this.x = this.house.x[i];
    this.y = this.house.y[i];
    this.fitted = false;
    this.moved(false);
  }

  moved(redraw) {
    const { left, right, top, bottom } = this.house.bounds;
    const halfX = Math.max(0, (right - left) / 2 - (this.width / this.scale) * 0.25);
    const halfY = Math.max(0, (bottom - top) / 2 - (this.height / this.scale) * 0.25);
    if (!this.fitted) {
      this.x = Math.max((left + right) / 2 - halfX, Math.min((left + right) / 2 + halfX, this.x));
      this.y = Math.max((top + bottom) / 2 - halfY, Math.min((top + bottom) / 2 + halfY, this.y));
    }
    if (redraw) this.stale = true;
    this.canvas.dataset.scale = this.scale.toFixed(2);
    this.ask();
  }

  ask() {
    if (this.asked) return;
    this.asked = requestAnimationFrame((time) => {
      this.asked = 0;
      this.frame(time);
    });
  }

  /* Drawing. */

  readColours() {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(name).trim();
    this.colours = {
      ink: token("--ink"),
      soft: token("--ink-soft"),
      line: token("--line"),
      taken: token("--line-strong"),
      surface: token("--surface"),
      raised: token("--raised"),
      accent: token("--accent"),
      onAccent: token("--on-accent"),
      danger: token("--danger"),
      focus: token("--focus"),
      night: token("--night"),
      onNight: token("--on-night"),
      onLevel: token("--on-level"),
      levels: [1, 2, 3, 4, 5, 6].map((n) => token(`--level-${n}`)),
      font: token("--font"),
    };
  }

  recolour() {
    this.readColours();
    this.moved(true);
  }

  colourOf(level) {
    return this.colours.levels[this.house.levels[level].style - 1];
  }

  frame(time) {
    if (!this.width) return;
    if (this.stale || !this.covers()) this.paint();
    else if (this.dirty?.size) this.repaint();
    const g = this.canvas.getContext("2d");
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const p = this.painted;
    const zoom = this.scale / p.scale;
    const left = (this.width / 2 - (this.x - p.left) * this.scale) * this.ratio;
    const top = (this.height / 2 - (this.y - p.top) * this.scale) * this.ratio;
    g.imageSmoothingEnabled = zoom !== 1;
    g.drawImage(this.picture, Math.round(left), Math.round(top), this.picture.width * zoom, this.picture.height * zoom);
    this.drawFlashes(g, time);
    this.drawPointed(g);
    // Sharp again once the fingers rest.
    if (zoom !== 1) {
      clearTimeout(this.sharpening);
      this.sharpening = setTimeout(() => this.moved(true), 90);
    }
    this.dispatchEvent(new Event("frame"));
  }

  covers() {
    const p = this.painted;
    if (!p || this.scale / p.scale > 1.8 || this.scale / p.scale < 0.6) return false;
    const halfX = this.width / 2 / this.scale;
    const halfY = this.height / 2 / this.scale;
    const { left, right, top, bottom } = this.house.bounds;
    const inX = (this.x - halfX >= p.left || p.left <= left) && (this.x + halfX <= p.right || p.right >= right);
    const inY = (this.y - halfY >= p.top || p.top <= top) && (this.y + halfY <= p.bottom || p.bottom >= bottom);
    return inX && inY;
  }

  paint() {
    const halfX = (this.width / this.scale) * (0.5 + MARGIN);
    const halfY = (this.height / this.scale) * (0.5 + MARGIN);
    this.painted = {
      left: this.x - halfX,
      right: this.x + halfX,
      top: this.y - halfY,
      bottom: this.y + halfY,
      scale: this.scale,
      pixels: this.scale * this.ratio,
    };
    this.picture.width = Math.ceil(2 * halfX * this.painted.pixels);
    this.picture.height = Math.ceil(2 * halfY * this.painted.pixels);
    this.stale = false;
    this.dirty = new Set();
    const g = this.picture.getContext("2d");
    this.drawStage(g);
    if (this.showsSeats) {
      this.drawSeats(g);
    } else {
      for (const section of this.house.sections) this.drawSection(g, section);
    }
  }

  get showsSeats() {
    return this.painted.scale * PITCH >= SEATS_FROM * 2 || this.house.count <= 600 || this.house.sections.length < 2;
  }

  repaint() {
    const g = this.picture.getContext("2d");
    if (this.showsSeats) {
      for (const i of this.dirty) this.drawSeat(g, i, true);
    } else {
      const sections = new Set([...this.dirty].map((i) => this.house.sections[this.house.sectionOf[i]]));
      for (const section of sections) this.drawSection(g, section);
    }
    this.dirty.clear();
  }

  /** A seat looks different now. */
  touch(i) {
    (this.dirty ??= new Set()).add(i);
    this.ask();
  }

  px(x) {
    return (x - this.painted.left) * this.painted.pixels;
  }

  py(y) {
    return (y - this.painted.top) * this.painted.pixels;
  }

  // A band between two rows, bent like them.
  band(g, left, right, top, bottom) {
    const steps = 24;
    g.beginPath();
    for (let s = 0; s <= steps; s++) {
      const x = left + ((right - left) * s) / steps;
      g.lineTo(this.px(x), this.py(this.house.bent(x, top)));
    }
    for (let s = steps; s >= 0; s--) {
      const x = left + ((right - left) * s) / steps;
      g.lineTo(this.px(x), this.py(this.house.bent(x, bottom)));
    }
    g.closePath();
  }

  drawStage(g) {
    const { half, back, front } = this.house.stage;
    this.band(g, -half, half, back, front);
    g.fillStyle = this.colours.night;
    g.fill();
    // The footlights, so that the stage is seen in the dark as well.
    g.strokeStyle = this.colours.line;
    g.lineWidth = this.ratio;
    g.stroke();
    g.beginPath();
    for (let s = -24; s <= 24; s++) g.lineTo(this.px((s / 24) * half), this.py(this.house.bent((s / 24) * half, front)));
    g.strokeStyle = this.colours.accent;
    g.lineWidth = Math.max(2, 0.22 * this.painted.scale) * this.ratio;
    g.stroke();
    g.fillStyle = this.colours.onNight;
    const size = Math.min((front - back) * 0.5 * this.painted.pixels, 22 * this.ratio);
    g.font = `750 ${Math.max(size, 10 * this.ratio)}px ${this.colours.font}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillText(this.words.stage, this.px(0), this.py(back * 0.54 + front * 0.46));
  }

  drawSection(g, section) {
    const most = section.byLevel.indexOf(Math.max(...section.byLevel));
    const shown = !this.hidden.has(most) || section.byLevel.some((n, level) => n && !this.hidden.has(level));
    this.band(g, section.left - 0.6, section.right + 0.6, section.front - 1.4, section.back + 1.4);
    g.fillStyle = this.colours.surface;
    g.fill();
    g.fillStyle = this.colourOf(most);
    g.globalAlpha = shown && section.free ? 0.3 + 0.7 * Math.sqrt(section.free / section.seats) : 0.1;
    g.fill();
    g.globalAlpha = 1;
    g.strokeStyle = section.free ? this.colourOf(most) : this.colours.taken;
    g.lineWidth = 1.5 * this.ratio;
    g.stroke();
    this.nameSection(g, section, most);
  }

  nameSection(g, section, most) {
    const x = (section.left + section.right) / 2;
    const y = this.house.bent(x, (section.front + section.back) / 2);
    const width = (section.right - section.left) * this.painted.pixels;
    const size = Math.min(15 * this.ratio, width / 5, ((section.back - section.front + 2) * this.painted.pixels) / 2.6);
    const text = section.section;
    const free = `${this.house.levels[most].letter} · ${section.free}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    if (size < 8.5 * this.ratio) {
      g.font = `750 ${Math.max(size * 1.5, 9 * this.ratio)}px ${this.colours.font}`;
      g.fillStyle = section.free ? this.colours.onLevel : this.colours.soft;
      g.fillText(text, this.px(x), this.py(y), width * 0.9);
      return;
    }
    g.font = `750 ${size}px ${this.colours.font}`;
    const box = Math.max(g.measureText(text).width, g.measureText(free).width) / 2 + size * 0.5;
    g.fillStyle = this.colours.surface;
    g.globalAlpha = 0.92;
    g.beginPath();
    g.roundRect(this.px(x) - box, this.py(y) - size * 1.25, box * 2, size * 2.5, size * 0.5);
    g.fill();
    g.globalAlpha = 1;
    g.fillStyle = this.colours.ink;
    g.fillText(text, this.px(x), this.py(y) - size * 0.5);
    g.font = `500 ${size * 0.82}px ${this.colours.font}`;
    g.fillText(free, this.px(x), this.py(y) + size * 0.62);
  }

  // Names of sections and rows, where there is room for them beside the seats.
  drawNames(g) {
    const p = this.painted;
    g.textBaseline = "middle";
    g.textAlign = "center";
    g.fillStyle = this.colours.ink;
    g.font = `750 ${Math.min(2 * p.pixels, 22 * this.ratio)}px ${this.colours.font}`;
    if (p.scale * 2 > 9) {
      for (const section of this.house.sections) {
        if (!section.section || section.right < p.left || section.left > p.right) continue;
        const x = (section.left + section.right) / 2;
        g.fillText(say(this.words.section, section.section), this.px(x), this.py(this.house.bent(x, section.front) - 2.3));
      }
    }
    if (p.scale < SIGNS_FROM) return;
    g.fillStyle = this.colours.soft;
    g.textAlign = "right";
    g.font = `600 ${0.9 * p.pixels}px ${this.colours.font}`;
    for (const row of this.house.rowNames) {
      if (row.x < p.left || row.x > p.right || row.y < p.top || row.y > p.bottom) continue;
      g.fillText(row.name, this.px(row.x), this.py(row.y), 1.9 * p.pixels);
    }
  }

  drawSeats(g) {
    const p = this.painted;
    this.drawNames(g);
    if (p.scale >= SIGNS_FROM) {
      this.house.within(p.left, p.top, p.right, p.bottom, (i) => this.drawSeat(g, i, false));
      return;
    }
    // Many and small: one path for each look.
    const size = PITCH * 0.72 * p.pixels;
    const paths = new Map();
    const odd = [];
    this.house.within(p.left, p.top, p.right, p.bottom, (i) => {
      if (this.selection.has(i) || this.house.own.has(i)) {
        odd.push(i);
        return;
      }
      const look = this.house.isFree(i) && !this.hidden.has(this.house.level[i]) ? this.house.level[i] : -1;
      if (!paths.has(look)) paths.set(look, new Path2D());
      const small = look < 0 ? size * 0.6 : size;
      paths.get(look).rect(this.px(this.house.x[i]) - small / 2, this.py(this.house.y[i]) - small / 2, small, small);
    });
    for (const [look, path] of paths) {
      g.fillStyle = look < 0 ? this.colours.line : this.colourOf(look);
      g.fill(path);
    }
    for (const i of odd) this.drawSeat(g, i, false);
  }

  drawSeat(g, i, clean) {
    const x = this.px(this.house.x[i]);
    const y = this.py(this.house.y[i]);
    const half = (PITCH / 2) * this.painted.pixels;
    if (clean) g.clearRect(x - half, y - half, 2 * half, 2 * half);
    const size = PITCH * 0.84 * this.painted.pixels;
    if (this.selection.has(i)) this.drawChosen(g, x, y, size);
    else if (this.house.own.has(i)) this.drawOwn(g, x, y, size);
    else if (!this.house.isFree(i)) this.drawTaken(g, x, y, size);
    else this.drawFree(g, i, x, y, size);
  }

  drawFree(g, i, x, y, size) {
    const level = this.house.levels[this.house.level[i]];
    const off = this.hidden.has(this.house.level[i]);
    g.fillStyle = this.colourOf(this.house.level[i]);
    g.globalAlpha = off ? 0.16 : 1;
    if (this.painted.scale < SIGNS_FROM) {
      const small = size * 0.86;
      g.fillRect(x - small / 2, y - small / 2, small, small);
    } else {
      this.shape(g, level.style, x, y, size);
      g.fill();
      if (!off) {
        g.fillStyle = this.colours.onLevel;
        g.textAlign = "center";
        g.textBaseline = "middle";
        const numbers = this.painted.scale >= NUMBERS_FROM;
        g.font = `800 ${size * (numbers ? 0.4 : 0.52)}px ${this.colours.font}`;
        g.fillText(level.letter, x, y - (numbers ? size * 0.14 : 0));
        if (numbers) {
          g.font = `600 ${size * 0.3}px ${this.colours.font}`;
          g.fillText(this.house.seats[i].number || this.house.seats[i].seat, x, y + size * 0.25, size * 0.8);
        }
      }
    }
    g.globalAlpha = 1;
  }

  // The same corners as the sign in the legend.
  shape(g, style, x, y, size) {
    const r = size / 2;
    const corners = { 1: 0.22, 2: 0.5, 3: 0, 4: [0.22, 0.22, 0.5, 0.5], 5: [0.5, 0.14, 0.5, 0.14], 6: [0.5, 0.5, 0.14, 0.14] }[style];
    g.beginPath();
    g.roundRect(x - r, y - r, size, size, [corners].flat().map((corner) => corner * size));
  }

  drawTaken(g, x, y, size) {
    if (this.painted.scale < SIGNS_FROM) {
      g.fillStyle = this.colours.line;
      g.fillRect(x - size * 0.26, y - size * 0.26, size * 0.52, size * 0.52);
      return;
    }
    g.strokeStyle = this.colours.taken;
    g.globalAlpha = 0.55;
    g.lineWidth = Math.max(1, size * 0.06);
    const r = size * 0.16;
    g.beginPath();
    g.moveTo(x - r, y - r);
    g.lineTo(x + r, y + r);
    g.moveTo(x + r, y - r);
    g.lineTo(x - r, y + r);
    g.stroke();
    g.globalAlpha = 1;
  }

  drawOwn(g, x, y, size) {
    const line = Math.max(2, size * 0.16);
    const r = size / 2 - line / 2;
    g.strokeStyle = this.colours.accent;
    g.lineWidth = line;
    g.beginPath();
    g.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.45);
    g.stroke();
  }

  drawChosen(g, x, y, size) {
    const r = size * 0.56;
    g.fillStyle = this.colours.accent;
    g.beginPath();
    g.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.45);
    g.fill();
    g.strokeStyle = this.colours.onAccent;
    g.lineWidth = Math.max(1.5, size * 0.13);
    g.lineCap = "round";
    g.lineJoin = "round";
    g.beginPath();
    g.moveTo(x - r * 0.45, y);
    g.lineTo(x - r * 0.1, y + r * 0.38);
    g.lineTo(x + r * 0.5, y - r * 0.36);
    g.stroke();
  }

  /** Points at seats that were lost: they pulse for a moment, or just stand out where motion is unwanted. */
  flash(seats) {
    const until = performance.now() + FLASH_MS;
    for (const i of seats) this.flashing.set(i, until);
    this.ask();
  }

  drawFlashes(g, time) {
    for (const [i, until] of this.flashing) {
      if (time > until) {
        this.flashing.delete(i);
        continue;
      }
      const wave = this.still.matches ? 1 : Math.abs(Math.sin(((until - time) / FLASH_MS) * Math.PI * 3));
      const x = ((this.house.x[i] - this.x) * this.scale + this.width / 2) * this.ratio;
      const y = ((this.house.y[i] - this.y) * this.scale + this.height / 2) * this.ratio;
      const r = Math.max(PITCH * this.scale * (0.5 + 0.12 * wave), 8) * this.ratio;
      g.strokeStyle = this.colours.danger;
      g.globalAlpha = 0.35 + 0.65 * wave;
      g.lineWidth = 3 * this.ratio;
      g.beginPath();
      g.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.4);
      g.stroke();
      g.globalAlpha = 1;
    }
    if (this.flashing.size) this.ask();
  }

  drawPointed(g) {
    if (this.pointed < 0 || document.activeElement !== this.canvas) return;
    const x = ((this.house.x[this.pointed] - this.x) * this.scale + this.width / 2) * this.ratio;
    const y = ((this.house.y[this.pointed] - this.y) * this.scale + this.height / 2) * this.ratio;
    const r = PITCH * this.scale * 0.56 * this.ratio;
    // A ring with a rim, to be seen on every seat.
    for (const [colour, width] of [[this.colours.surface, 7], [this.colours.focus, 3]]) {
      g.strokeStyle = colour;
      g.lineWidth = width * this.ratio;
      g.beginPath();
      g.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.4);
      g.stroke();
    }
  }

  hide(level, hidden) {
    if (hidden) this.hidden.add(level);
    else this.hidden.delete(level);
    this.moved(true);
  }

  /* Hands. */

  listen() {
    const c = this.canvas;
    this.fingers = new Map();
    c.addEventListener("pointerdown", (event) => this.down(event));
    c.addEventListener("pointermove", (event) => this.move(event));
    c.addEventListener("pointerup", (event) => this.up(event));
    c.addEventListener("pointercancel", (event) => this.fingers.delete(event.pointerId));
    c.addEventListener("pointerleave", () => this.dispatchEvent(new CustomEvent("hover", { detail: null })));
    c.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    c.addEventListener("keydown", (event) => this.key(event));
    c.addEventListener("focus", () => this.ask());
    c.addEventListener("blur", () => this.ask());
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.fingers.size === 1) this.press = { x: event.offsetX, y: event.offsetY, moved: false };
    else if (this.press) this.press.moved = true;
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    const now = { x: event.offsetX, y: event.offsetY };
    if (!before) {
      this.hover(now);
      return;
    }
    if (this.fingers.size === 1) {
      if (!this.press.moved && Math.hypot(now.x - this.press.x, now.y - this.press.y) < TAP_SLOP) return;
      this.press.moved = true;
      this.pan(now.x - before.x, now.y - before.y);
    } else {
      const [other] = [...this.fingers].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger);
      const by = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      this.zoom(by, (now.x + other.x) / 2, (now.y + other.y) / 2);
      this.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    }
    this.fingers.set(event.pointerId, now);
  }

  up(event) {
    const known = this.fingers.delete(event.pointerId);
    if (known && !this.fingers.size && this.press && !this.press.moved) this.tap(event.offsetX, event.offsetY);
  }

  tap(atX, atY) {
    // Too small to mean one seat: come nearer.
    if (this.scale < TAP_FROM && this.scale < PIXELS_MAX * 0.99 && this.scaleMin < TAP_FROM) {
      this.zoom((SIGNS_FROM * 1.5) / this.scale, atX, atY);
      return;
    }
    const i = this.seatAt(atX, atY);
    if (i >= 0) this.dispatchEvent(new CustomEvent("seat", { detail: i }));
  }

  seatAt(atX, atY) {
    const reach = Math.max(PITCH * 0.75, 12 / this.scale);
    return this.house.at((atX - this.width / 2) / this.scale + this.x, (atY - this.height / 2) / this.scale + this.y, reach);
  }

  hover({ x, y }) {
    const i = this.scale >= TAP_FROM ? this.seatAt(x, y) : -1;
    this.canvas.style.cursor = i >= 0 && this.house.status[i] === FREE ? "pointer" : "grab";
    this.dispatchEvent(new CustomEvent("hover", { detail: i >= 0 ? { i, x, y } : null }));
  }

  wheel(event) {
    event.preventDefault();
    const by = event.deltaY * (event.deltaMode === 1 ? 16 : 1) * (event.ctrlKey ? 3 : 1);
    this.zoom(Math.exp(-Math.max(-400, Math.min(400, by)) / 420), event.offsetX, event.offsetY);
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const towards = (dx, dy) => (this.scale < SIGNS_FROM || event.shiftKey ? this.pan(-dx * STEP, -dy * STEP) : this.point(dx, dy));
    const moves = {
      ArrowLeft: () => towards(-1, 0),
      ArrowRight: () => towards(1, 0),
      ArrowUp: () => towards(0, -1),
      ArrowDown: () => towards(0, 1),
      Enter: () => this.pick(),
      " ": () => this.pick(),
      "+": () => this.zoom(1.4),
      "=": () => this.zoom(1.4),
      "-": () => this.zoom(1 / 1.4),
      0: () => this.fit(),
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  }

  /** Points at the next seat in a direction; at first at the one in the middle of the view. */
  point(dx, dy) {
    const next = this.pointed < 0 ? this.house.nearest(this.x, this.y) : this.house.beside(this.pointed, dx, dy);
    if (next < 0) return;
    this.pointed = next;
    const { x, y } = this.house;
    const near = Math.abs(x[next] - this.x) < (this.width / this.scale) * 0.4 && Math.abs(y[next] - this.y) < (this.height / this.scale) * 0.4;
    if (near) this.ask();
    else this.show(next);
    this.dispatchEvent(new CustomEvent("point", { detail: next }));
  }

  /** Takes the seat that is pointed at; from afar it comes nearer first. */
  pick() {
    if (this.scale < SIGNS_FROM) this.zoom((SIGNS_FROM * 1.5) / this.scale);
    else if (this.pointed < 0) this.point(0, 0);
    else this.dispatchEvent(new CustomEvent("seat", { detail: this.pointed }));
  }
}
