// The seat map for the page: the view, its painting and its input. Dispatches the events of the input, and "moved".

import { MapInput } from "./input.js";
import { MapPainting } from "./painting.js";
import { MapView } from "./view.js";

export class SeatMap {
  constructor(canvas, minimap, house, selection) {
    this.house = house;
    this.view = new MapView(canvas, house);
    this.painting = new MapPainting(this.view, house, selection, minimap);
    this.input = new MapInput(this.view, house);
    this.input.addEventListener("point", (event) => this.painting.point(event.detail));
    this.view.addEventListener("moved", () => this.input.tell("moved"));
  }

  addEventListener(name, listener) {
    this.input.addEventListener(name, listener);
  }

  zoom(by) {
    this.input.zoom(by);
  }

  fit() {
    this.view.fit();
  }

  show(i) {
    this.changeFloor(this.house.floorOf(i));
    this.view.show(this.house.x[i], this.house.y[i]);
  }

  changeFloor(floor) {
    if (this.house.floor === floor) return;
    this.house.floor = floor;
    this.painting.renew();
    this.view.changeFloor();
    this.input.tell("floor", floor);
  }

  touch(i) {
    this.painting.touch(i);
  }

  /** Shows another number of free or chosen places of an area. */
  touchArea() {
    this.painting.renewLater();
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

  preview(seats) {
    this.painting.preview(seats);
  }

  get isFitted() {
    return this.view.fitted;
  }

  /** The section in the middle of the view, if its seats are shown. */
  get section() {
    if (!this.view.isNear || !this.house.count) return null;
    const i = this.house.at(this.view.x, this.view.y, this.view.width / 2 / this.view.scale);
    return i < 0 ? null : this.house.sections[this.house.sectionOf[i]];
  }
}
