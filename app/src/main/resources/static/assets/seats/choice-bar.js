// The bottom bar: the chosen seats, their number and total.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";
import { price } from "./sale.js";

const by = (id) => document.getElementById(id);

function counted(n) {
  if (n === 0) return words.none;
  return n === 1 ? words.one : fill(words.many, n);
}

export class ChoiceBar {
  constructor(house, selection, seatWords) {
    this.house = house;
    this.selection = selection;
    this.seatWords = seatWords;
    selection.addEventListener("change", () => {
      this.show();
      announce(by("count").textContent);
    });
    this.show();
  }

  show() {
    // In the order of the house.
    const chosen = [...this.selection.chosen].sort((a, b) => a - b);
    by("count").textContent = counted(chosen.length);
    by("total").textContent = chosen.length ? price(this.selection.total) : "";
    by("hold").disabled = !chosen.length || this.isOver;
    by("chosen").replaceChildren(...chosen.map((i) => this.chip(i)));
  }

  /** Disables the hold button for good. */
  close() {
    this.isOver = true;
    by("hold").disabled = true;
  }

  chip(i) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const name = this.seatWords.nameOf(i);
    button.type = "button";
    button.className = "chip num";
    button.setAttribute("aria-label", fill(words.remove, name));
    button.append(this.sign(i), name, this.cross());
    button.addEventListener("click", () => {
      this.selection.toggle(i);
      (by("chosen").querySelector("button") ?? by("canvas")).focus({ preventScroll: true });
    });
    item.append(button);
    return item;
  }

  sign(i) {
    const { style, letter } = this.house.levels[this.house.level[i]];
    const sign = Object.assign(document.createElement("span"), { className: `level level--${style}`, textContent: letter });
    sign.setAttribute("aria-hidden", "true");
    return sign;
  }

  cross() {
    return Object.assign(document.createElement("span"), { className: "chip__x", textContent: "×", ariaHidden: "true" });
  }
}
