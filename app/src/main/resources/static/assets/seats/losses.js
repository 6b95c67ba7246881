// 이선좌: other fans were faster. Losses that arrive together are told together, with seats to take instead; the offer
// follows what is still free.

import { fill, words } from "../words.js";
import { clearNotice, notice } from "./notice.js";
import { together } from "./together.js";

const TOGETHER_MS = 150;

export class Losses {
  /** @param on { lost(seats), taken(seats) } */
  constructor(house, selection, seatWords, on) {
    this.house = house;
    this.selection = selection;
    this.seatWords = seatWords;
    this.on = on;
    this.lost = [];
    this.offered = [];
    selection.addEventListener("change", () => this.offered.some((i) => selection.has(i)) && this.tellSoon());
  }

  tellSoon() {
    this.timer ??= setTimeout(() => this.tell(), TOGETHER_MS);
  }

  /** Removes the seats from the selection, and tells the fan shortly. */
  add(seats) {
    const gone = this.selection.lose(seats);
    if (!gone.length) return;
    this.lost.push(...gone);
    this.on.lost(gone);
    this.tellSoon();
  }

  /** A seat of the house has changed: an offer of it is no longer true. */
  changed(i) {
    if (this.offered.includes(i) && !this.house.isFree(i)) this.tellSoon();
  }

  /** The fan has chosen otherwise. */
  forget() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lost = [];
    this.offered = [];
  }

  tell() {
    this.timer = undefined;
    if (this.selection.size >= this.selection.max) {
      clearNotice();
      this.forget();
      return;
    }
    this.offered = this.alternatives();
    const more = [`${words.gone} ${this.namesOf(this.lost)}`];
    if (this.selection.size) more.push(words.kept);
    if (!this.offered.length) more.push(words.noNear);
    const offered = [...this.offered];
    const swap = { text: fill(words.swap, this.namesOf(offered)), act: () => this.take(offered) };
    notice(words.lost, { more, actions: offered.length ? [swap] : [], onClose: () => this.forget() });
  }

  // For each lost seat one of its level, side by side if possible, near the lost ones and those still chosen.
  alternatives() {
    const { house, selection } = this;
    const room = selection.max - selection.size;
    const found = [];
    for (const level of new Set(this.lost.map((i) => house.level[i]))) {
      const lost = this.lost.filter((i) => house.level[i] === level);
      const isTaken = (i) => selection.has(i) || found.includes(i);
      const near = (count) => house.near([...lost, ...selection.chosen], level, count, isTaken);
      const count = Math.min(lost.length, room - found.length);
      const nearest = near(1);
      const block = count > 1 && nearest.length ? together(house, nearest[0], count) : [];
      found.push(...(block.length && !block.some(isTaken) ? block : near(count)));
    }
    return found;
  }

  take(seats) {
    clearNotice();
    this.forget();
    this.selection.take(seats);
    this.on.taken(seats);
  }

  namesOf(seats) {
    return [...seats].sort((a, b) => a - b).map((i) => this.seatWords.nameOf(i)).join(" · ");
  }
}
