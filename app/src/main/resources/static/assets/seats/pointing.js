// What happens at the seat that the fan points at or clicks: it is named, chosen, or the first of a party's seats.

import { announce } from "../announce.js";
import { toast } from "../toast.js";
import { fill, words } from "../words.js";
import { partySize } from "./map-corners.js";
import { together } from "./together.js";

const TIP_WIDTH = 220;

export class Pointing {
  constructor(map, house, selection, seatWords, onLimit) {
    Object.assign(this, { map, house, selection, seatWords, onLimit });
    map.addEventListener("seat", (event) => this.choose(event.detail));
    map.addEventListener("hover", (event) => this.hover(event.detail));
    map.addEventListener("point", (event) => {
      announce(seatWords.describe(event.detail));
      this.preview(event.detail);
    });
  }

  choose(i) {
    if (!this.house.isFree(i) && !this.selection.has(i)) return;
    if (partySize() > 1 && !this.selection.has(i)) this.chooseTogether(i, partySize());
    else if (!this.selection.toggle(i)) this.onLimit();
  }

  chooseTogether(i, count) {
    const seats = together(this.house, i, count);
    this.map.preview([]);
    if (!seats.length) toast(fill(words.noneTogether, count));
    else if (!this.selection.replace(seats)) this.onLimit();
  }

  /** Outlines what a click would choose. */
  preview(i) {
    const isOpen = i >= 0 && i < this.house.count && this.house.isFree(i) && !this.selection.has(i);
    this.map.preview(isOpen && partySize() > 1 ? together(this.house, i, partySize()) : []);
  }

  hover(over) {
    this.preview(over?.i ?? -1);
    const tip = document.getElementById("tip");
    tip.hidden = !over;
    if (!over) return;
    tip.textContent = this.seatWords.describe(over.i);
    tip.style.setProperty("inset-inline-start", `${Math.min(over.x + 14, tip.parentElement.clientWidth - TIP_WIDTH)}px`);
    tip.style.setProperty("inset-block-start", `${Math.max(4, over.y - 36)}px`);
  }
}
