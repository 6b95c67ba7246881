// The seat map for the page: the view, its painting and its input. Dispatches the events of the input.

import { MapInput } from "./input.js";
import { MapPainting } from "./painting.js";
import { MapView } from "./view.js";

export class SeatMap {
  constructor(canvas, house, selection) {
    this.house = house;
    this.view = new MapView(canvas, house.bounds);
    this.painting = new MapPainting(this.view, house, selection);
    this.input = new MapInput(this.view, house);
    this.input.addEventListener("point", (event) => this.painting.point(event.detail));
  }

  addEventListener(name, listener) {
    this.input.addEventListener(name, listener);
  }

  zoom(by) {
    this.view.zoom(by);
  }

  fit() {
    this.view.fit();
  }

  show(i) {
    this.view.show(this.house.x[i], this.house.y[i]);
  }

  touch(i) {
    this.painting.touch(i);
  }

  renew() {
    this.painting.renew();
  }

  hide(level, hidden) {
    this.painting.hide(level, hidden);
  }

  flash(seats) {
    this.painting.flash(seats);
  }
}
