// Draws seats: free ones with their level's colour, shape and letter; others as taken, held by the fan, or chosen.

import { PITCH } from "../house.js";
import { drawMark, MARKS } from "./marks.js";
import { SIGNS_FROM } from "./view.js";

const NUMBERS_FROM = 13;

// The corners of each level's sign, the same as in the legend.
const CORNERS = {
  1: [0.22],
  2: [0.5],
  3: [0],
  4: [0.22, 0.22, 0.5, 0.5],
  5: [0.5, 0.14, 0.5, 0.14],
  6: [0.5, 0.5, 0.14, 0.14],
};

function sign(g, style, x, y, size) {
  const corners = CORNERS[style].map((corner) => corner * size);
  g.beginPath();
  g.roundRect(x - size / 2, y - size / 2, size, size, corners);
}

/** Begins the path of a square with round corners around a point. */
export function frame(g, x, y, r, roundness) {
  g.beginPath();
  g.roundRect(x - r, y - r, 2 * r, 2 * r, r * roundness);
}

export class SeatPainting {
  constructor(picture, house, selection, colours, hidden) {
    this.picture = picture;
    this.house = house;
    this.selection = selection;
    this.colours = colours;
    this.hidden = hidden;
  }

  get hasSigns() {
    return this.picture.scale >= SIGNS_FROM;
  }

  within(visit) {
    const { left, top, right, bottom } = this.picture;
    this.house.within(left, top, right, bottom, visit);
  }

  drawAll(g) {
    if (this.hasSigns) this.within((i) => this.draw(g, i));
    else this.drawMany(g);
  }

  // Draws many small seats with one path per look.
  drawMany(g) {
    const { house, picture } = this;
    const size = house.rows.seatSize * 0.86 * picture.pixels;
    const paths = new Map();
    const odd = [];
    this.within((i) => {
      if (this.selection.has(i) || house.own.has(i)) {
        odd.push(i);
        return;
      }
      const look = house.isFree(i) && !this.hidden.has(house.level[i]) ? house.level[i] : -1;
      if (!paths.has(look)) paths.set(look, new Path2D());
      const small = look < 0 ? size * 0.6 : size;
      paths.get(look).rect(picture.px(house.x[i]) - small / 2, picture.py(house.y[i]) - small / 2, small, small);
    });
    for (const [look, path] of paths) {
      g.fillStyle = look < 0 ? this.colours.line : this.colours.ofLevel(look);
      g.fill(path);
    }
    for (const i of odd) this.draw(g, i);
  }

  /** Erases the seat and draws it again. */
  redraw(g, i) {
    const half = PITCH * 0.49 * this.picture.pixels;
    g.clearRect(this.picture.px(this.house.x[i]) - half, this.picture.py(this.house.y[i]) - half, 2 * half, 2 * half);
    this.draw(g, i);
  }

  draw(g, i) {
    const x = this.picture.px(this.house.x[i]);
    const y = this.picture.py(this.house.y[i]);
    const size = this.house.rows.seatSize * this.picture.pixels;
    if (this.selection.has(i)) this.drawChosen(g, x, y, size);
    else if (this.house.own.has(i)) this.drawOwn(g, x, y, size);
    else if (!this.house.isFree(i)) this.drawTaken(g, x, y, size);
    else this.drawFree(g, i, x, y, size);
  }

  drawFree(g, i, x, y, size) {
    const off = this.hidden.has(this.house.level[i]);
    g.fillStyle = this.colours.ofLevel(this.house.level[i]);
    g.globalAlpha = off ? 0.16 : 1;
    if (this.hasSigns) {
      sign(g, this.house.levels[this.house.level[i]].style, x, y, size);
      g.fill();
      if (!off) this.letter(g, i, x, y, size);
      if (!off) this.mark(g, i, x, y, size);
    } else {
      const small = size * 0.86;
      g.fillRect(x - small / 2, y - small / 2, small, small);
    }
    g.globalAlpha = 1;
  }

  // Draws the level's letter, and the seat's number if it is legible.
  letter(g, i, x, y, size) {
    const numbers = this.picture.scale >= NUMBERS_FROM;
    g.fillStyle = this.colours.onLevel;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.font = `800 ${size * (numbers ? 0.26 : 0.52)}px ${this.colours.font}`;
    g.fillText(this.house.levels[this.house.level[i]].letter, x, y - (numbers ? size * 0.25 : 0));
    if (!numbers) return;
    g.font = `700 ${size * 0.42}px ${this.colours.font}`;
    g.fillText(this.house.seats[i].number || this.house.seats[i].seat, x, y + size * 0.15, size * 0.84);
  }

  // Special seats have a badge at their corner.
  mark(g, i, x, y, size) {
    const attribute = Object.keys(MARKS).find((known) => this.house.has(i, known));
    if (!attribute) return;
    const r = size * 0.24;
    g.beginPath();
    g.arc(x + size * 0.32, y - size * 0.32, r, 0, 2 * Math.PI);
    g.fillStyle = this.colours.surface;
    g.fill();
    g.strokeStyle = this.colours.ink;
    drawMark(g, attribute, x + size * 0.32, y - size * 0.32, r * 1.55);
  }

  drawTaken(g, x, y, size) {
    if (!this.hasSigns) {
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
    g.strokeStyle = this.colours.accent;
    g.lineWidth = line;
    frame(g, x, y, size / 2 - line / 2, 0.45);
    g.stroke();
  }

  drawChosen(g, x, y, size) {
    const r = size * 0.56;
    g.fillStyle = this.colours.accent;
    frame(g, x, y, r, 0.45);
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
}
