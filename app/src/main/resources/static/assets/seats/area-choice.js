// How many places in a standing area: a dialog with a stepper.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";

const by = (id) => document.getElementById(id);

export class AreaChoice {
  constructor(house, selection, seatWords, onLimit) {
    this.house = house;
    this.selection = selection;
    this.seatWords = seatWords;
    this.onLimit = onLimit;
    this.dialog = by("area");
    by("area-less").addEventListener("click", () => this.step(-1));
    by("area-more").addEventListener("click", () => this.step(1));
    by("area-done").addEventListener("click", () => this.choose());
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
  }

  open(area) {
    const has = this.selection.placesIn(area);
    if (!has && !this.selection.placesMax(area)) {
      this.onLimit(area, 1);
    } else {
      this.area = area;
      this.places = has || 1;
      this.least = has ? 0 : 1;
      this.show();
      this.dialog.showModal();
      by("area-more").focus();
    }
  }

  step(by) {
    this.places = Math.max(this.least, Math.min(this.selection.placesMax(this.area), this.places + by));
    this.show();
    announce(String(this.places));
  }

  show() {
    by("area-name").textContent = this.house.areas[this.area].area;
    by("area-facts").textContent = this.seatWords.factsOfArea(this.area);
    by("area-places").textContent = this.places;
    by("area-less").disabled = this.places <= this.least;
    by("area-more").disabled = this.places >= this.selection.placesMax(this.area);
    by("area-done").textContent = this.places ? fill(words.areaChoose, this.places) : words.areaNone;
  }

  /** Shows another number of free places. */
  refresh(area) {
    if (!this.dialog.open || this.area !== area) return;
    this.places = Math.max(0, Math.min(this.places, this.selection.placesMax(area)));
    this.show();
  }

  choose() {
    if (!this.selection.setPlaces(this.area, this.places)) this.onLimit(this.area, this.places);
    this.dialog.close();
  }
}
