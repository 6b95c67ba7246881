// The seats as rows of checkboxes. The server renders one part of the house at a time; this script keeps it current.

import { goTo } from "../site.js";
import { fill, words } from "../words.js";

export class ListView {
  constructor(form, house, selection, onLimit) {
    this.form = form;
    this.house = house;
    this.selection = selection;
    this.onLimit = onLimit;
    this.collect();
    form.addEventListener("change", (event) => {
      if (event.target.matches("input[name=seats]")) this.ticked(event.target);
      if (event.target.matches("input[name=places]")) this.counted(event.target);
    });
    form.addEventListener("click", (event) => this.otherPart(event));
    form.addEventListener("click", (event) => this.stepped(event));
    selection.addEventListener("change", (event) => {
      event.detail.forEach((i) => this.update(i));
      house.areas.forEach((_, i) => this.updateArea(i));
    });
    house.areas.forEach((_, i) => this.updateArea(i));
    this.form.querySelectorAll("[data-elsewhere]").forEach((field) => field.remove());
  }

  collect() {
    this.boxes = new Map();
    this.hiddenLevels ??= new Set();
    this.showLevels();
    this.form.querySelectorAll("input[name=seats][type=checkbox]").forEach((box) => {
      const i = this.house.index.get(box.value);
      if (i === undefined) return;
      this.boxes.set(i, box);
      box.dataset.name = box.getAttribute("aria-label");
    });
    for (const i of this.boxes.keys()) this.update(i);
  }

  ticked(box) {
    const i = this.house.index.get(box.value);
    if (i === undefined) return;
    if (!this.selection.toggle(i)) {
      box.checked = false;
      this.onLimit();
    }
  }

  stepped(event) {
    const button = event.target.closest("button[data-step]");
    if (!button) return;
    const field = button.closest("[data-area]").querySelector("input");
    field.value = Math.max(0, Number(field.value) + Number(button.dataset.step));
    this.counted(field);
  }

  counted(field) {
    const area = Number(field.closest("[data-area]").dataset.area);
    const wanted = Number(field.value) || 0;
    if (!this.selection.setPlaces(area, wanted)) this.onLimit(area, wanted);
    this.updateArea(area);
  }

  /**
   * Shows the current state of the seat. A focused box of a lost seat is not disabled, so that it keeps the focus.
   */
  update(i) {
    const box = this.boxes.get(i);
    if (!box) return;
    const usable = this.house.isFree(i) || this.selection.has(i);
    box.checked = this.selection.has(i);
    const own = this.house.own.has(i);
    box.closest(".box").classList.toggle("box--gone", !usable && !own);
    box.closest(".box").classList.toggle("box--own", own);
    if (document.activeElement === box && !usable) {
      box.setAttribute("aria-disabled", "true");
    } else {
      box.removeAttribute("aria-disabled");
      box.disabled = !usable;
    }
    box.setAttribute("aria-label", usable ? box.dataset.name : `${box.dataset.name}, ${own ? words.own : words.taken}`);
  }

  updateAll() {
    for (const i of this.boxes.keys()) this.update(i);
  }

  /** Shows the number of chosen and of free places of an area. */
  updateArea(i) {
    const field = this.form.querySelector(`[data-area="${i}"] input`);
    if (!field) return;
    field.value = this.selection.placesIn(i);
    field.max = this.selection.placesMax(i);
    field.closest("[data-area]").querySelector("[data-left]").textContent = fill(words.areaLeft, this.house.areas[i].free.toLocaleString());
  }

  /** @param level counted from 1, in the concert's order */
  hide(level, hidden) {
    if (hidden) this.hiddenLevels.add(level);
    else this.hiddenLevels.delete(level);
    this.showLevels();
    const shown = this.form.querySelector("button[name=show][aria-current]");
    if (!shown?.closest("li").hidden) return;
    const other = this.form.querySelector(".parts li:not([hidden]) button[name=show]");
    if (other) this.showPart(other, { focus: false });
  }

  // A row, or a part of the house, without a seat of a shown level is not shown either.
  showLevels() {
    const isShown = (one) => one.dataset.level.split(" ").some((level) => !this.hiddenLevels.has(Number(level)));
    this.form.querySelectorAll(".box").forEach((label) => label.classList.toggle("box--off", !isShown(label)));
    this.form.querySelectorAll(".row").forEach((row) => (row.hidden = !row.querySelector(".box:not(.box--off)")));
    this.form.querySelectorAll(".parts__one").forEach((part) => (part.closest("li").hidden = !isShown(part)));
    this.form.querySelectorAll(".area").forEach((area) => (area.hidden = !isShown(area)));
  }

  otherPart(event) {
    const button = event.target.closest("button[name=show]");
    if (!button) return;
    event.preventDefault();
    this.showPart(button, { focus: true });
  }

  // Fetches another part of the house and replaces the current one.
  async showPart(button, { focus }) {
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${location.pathname}?part=${button.value}`, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const rows = page.getElementById("rows");
      if (!answer.ok || !rows) throw new Error("no rows");
      document.getElementById("rows").replaceWith(rows);
      this.form.querySelectorAll("button[name=show]").forEach((other) => other.removeAttribute("aria-current"));
      button.setAttribute("aria-current", "true");
      this.collect();
      if (focus) {
        rows.querySelector("input:not([disabled])")?.focus({ preventScroll: true });
        rows.scrollIntoView({ block: "start" });
      }
    } catch {
      button.removeAttribute("aria-busy");
      await goTo(`${location.pathname}?part=${button.value}`);
    }
    button.removeAttribute("aria-busy");
  }
}
