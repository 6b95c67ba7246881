// The price levels with their number of free seats. A click hides or shows the level's seats: it dispatches "hide".

import { fill, words } from "../words.js";

const LATER_MS = 250;

export class Legend extends EventTarget {
  constructor() {
    super();
    this.levels = [...document.querySelectorAll("[data-level][data-style][data-amount]")].map((button) => ({
      button,
      name: button.dataset.level,
      style: Number(button.dataset.style),
      letter: button.dataset.letter,
    }));
  }

  start(house) {
    this.house = house;
    this.levels.forEach(({ button }, index) => {
      button.disabled = false;
      button.addEventListener("click", () => this.toggle(button, index));
    });
    this.showLeft();
  }

  toggle(button, index) {
    const hidden = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!hidden));
    this.dispatchEvent(new CustomEvent("hide", { detail: { index, hidden } }));
  }

  /** Updates the counts shortly, once for several changes. */
  showLeftLater() {
    this.timer ??= setTimeout(() => this.showLeft(), LATER_MS);
  }

  showLeft() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.levels.forEach(({ button }, index) => {
      const left = this.house.freeOfLevel[index];
      button.querySelector(".legend__left").textContent = fill(words.left, left.toLocaleString());
      button.classList.toggle("legend__one--gone", left === 0);
    });
  }
}
