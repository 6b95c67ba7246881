// What this browser keeps for concerts and performances: of each kind the newest few, so that it does not grow for ever.

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

  /** Null forgets it. */
  set(id, value) {
    const others = this.all().filter(([known]) => known !== id);
    const all = value === null ? others : [...others, [id, value]].slice(-KEPT_MAX);
    try {
      window[this.store].setItem(this.kind, JSON.stringify(all));
    } catch {
      // A browser that keeps nothing has one comfort less.
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
