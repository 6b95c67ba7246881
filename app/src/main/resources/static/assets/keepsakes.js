// Values that this browser stores for concerts and performances: the newest 30 of each kind, so that storage stays
// bounded.

const KEPT_MAX = 30;

export class Keepsakes {
  /** @param store "localStorage" or "sessionStorage" */
  constructor(store, kind) {
    this.store = store;
    this.kind = `frontrow-${kind}`;
  }

  get(id) {
    return this.all().find(([known]) => known === id)?.[1] ?? null;
  }

  /** A null value removes the entry. */
  set(id, value) {
    const others = this.all().filter(([known]) => known !== id);
    const all = value === null ? others : [...others, [id, value]].slice(-KEPT_MAX);
    try {
      window[this.store].setItem(this.kind, JSON.stringify(all));
    } catch {
      // Storage may be blocked or full; then nothing is kept.
    }
  }

  all() {
    try {
      const all = JSON.parse(window[this.store].getItem(this.kind));
      return Array.isArray(all) ? all.filter(Array.isArray) : [];
    } catch {
      return [];
    }
  }
}
