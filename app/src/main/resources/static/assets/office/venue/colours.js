// The colours of the drawing, from the tokens of the style sheets. Price levels have the colours and letters that they
// have in the list of levels, in the order of the plan.

import { eachSeat } from "./plan.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const STYLES = 6;

export class Colours {
  constructor() {
    this.levels = new Map();
    this.read();
  }

  read() {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(name).trim();
    this.ink = token("--ink");
    this.soft = token("--ink-soft");
    this.line = token("--line");
    this.strong = token("--line-strong");
    this.surface = token("--surface");
    this.raised = token("--raised");
    this.focus = token("--focus");
    this.night = token("--night");
    this.onNight = token("--on-night");
    this.onLevel = token("--on-level");
    this.styles = [1, 2, 3, 4, 5, 6].map((n) => token(`--level-${n}`));
    this.font = token("--font");
  }

  /** Counts the places of each level, and gives it a colour and a letter. */
  count(plan) {
    const counts = new Map();
    eachSeat(plan, ({ priceLevel }) => counts.set(priceLevel, (counts.get(priceLevel) ?? 0) + 1));
    for (const { priceLevel, capacity } of plan.areas) counts.set(priceLevel, (counts.get(priceLevel) ?? 0) + capacity);
    this.levels = new Map([...counts].map(([name, places], i) => [
      name, { name, places, style: (i % STYLES) + 1, letter: i < 26 ? String.fromCharCode(65 + i) : "·" }]));
  }

  ofLevel(name) {
    const level = this.levels.get(name);
    return level ? this.styles[level.style - 1] : this.soft;
  }

  letterOf(name) {
    return this.levels.get(name)?.letter ?? "";
  }

  /** Calls `changed` when the colour scheme changes. */
  follow(changed) {
    dark.addEventListener("change", () => {
      this.read();
      changed();
    });
  }
}
