// The bottom bar: the chosen seats, their number and total.

import { announce } from "../announce.js";
import { isolated } from "../site.js";
import { fill, words } from "../words.js";
import { price } from "./sale.js";

const by = (id) => document.getElementById(id);

function counted(n, withPlaces) {
  if (n === 0) return words.none;
  if (withPlaces) return fill(words.tickets, n);
  return n === 1 ? words.one : fill(words.many, n);
}

export class ChoiceBar {
  /** @param onArea called with an area whose places the fan wants to change */
  constructor(house, selection, seatWords, onArea) {
    this.house = house;
    this.selection = selection;
    this.seatWords = seatWords;
    this.onArea = onArea;
    selection.addEventListener("change", () => {
      this.show();
      announce(by("count").textContent);
    });
    this.show();
  }

  show() {
    // In the order of the house.
    const chosen = [...this.selection.chosen].sort((a, b) => a - b);
    const { size } = this.selection;
    by("count").textContent = counted(size, this.selection.places.size > 0);
    by("total").textContent = size ? price(this.selection.total) : "";
    by("hold").disabled = !size || this.isOver;
    by("choose-hint").hidden = size > 0;
    const areas = [...this.selection.places.keys()].map((area) => this.chipOfArea(area));
    by("chosen").replaceChildren(...chosen.map((i) => this.chip(i)), ...areas);
  }

  /** Disables the hold button for good. */
  close() {
    this.isOver = true;
    by("hold").disabled = true;
  }

  chip(i) {
    const name = this.seatWords.nameOf(i);
    return this.button(name, fill(words.remove, name), this.house.level[i], "chip--seat", () => {
      this.selection.toggle(i);
      (by("chosen").querySelector("button") ?? by("canvas")).focus({ preventScroll: true });
    });
  }

  chipOfArea(area) {
    const name = `${isolated(this.house.areas[area].area)} × ${this.selection.placesIn(area)}`;
    return this.button(name, fill(words.areaChange, name), this.house.areas[area].level, "chip--area", () => this.onArea(area));
  }

  // The style sheet draws the sign and the cross, so that the button's text is what its label repeats.
  button(text, label, level, kind, act) {
    const { style, letter } = this.house.levels[level];
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = `chip ${kind} num`;
    button.textContent = text;
    button.dataset.letter = letter;
    button.dataset.style = style;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    item.append(button);
    return item;
  }
}
