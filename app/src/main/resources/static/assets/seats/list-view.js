// The seats as rows of checkboxes. The server renders one part of the house at a time; this script keeps it current.

import { goTo } from "../site.js";
import { words } from "../words.js";

export class ListView {
  constructor(form, house, selection, onLimit) {
    this.form = form;
    this.house = house;
    this.selection = selection;
    this.onLimit = onLimit;
    this.collect();
    form.addEventListener("change", (event) => event.target.matches("input[name=seats]") && this.ticked(event.target));
    form.addEventListener("click", (event) => this.otherPart(event));
    selection.addEventListener("change", (event) => event.detail.forEach((i) => this.update(i)));
    this.form.querySelectorAll("[data-elsewhere]").forEach((field) => field.remove());
  }

  collect() {
    this.boxes = new Map();
    this.hiddenLevels ??= new Set();
    for (const level of this.hiddenLevels) this.hide(level, true);
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

  /** @param level counted from 1, in the concert's order */
  hide(level, hidden) {
    if (hidden) this.hiddenLevels.add(level);
    else this.hiddenLevels.delete(level);
    this.form.querySelectorAll(".box").forEach((label) => {
      if (Number(label.dataset.level) === level) label.classList.toggle("box--off", hidden);
    });
  }

  // Fetches another part of the house and replaces the current one.
  async otherPart(event) {
    const button = event.target.closest("button[name=show]");
    if (!button) return;
    event.preventDefault();
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
      rows.querySelector("input:not([disabled])")?.focus({ preventScroll: true });
      rows.scrollIntoView({ block: "nearest" });
    } catch {
      button.removeAttribute("aria-busy");
      await goTo(`${location.pathname}?part=${button.value}`);
    }
    button.removeAttribute("aria-busy");
  }
}
