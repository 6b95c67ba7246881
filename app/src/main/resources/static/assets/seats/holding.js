// Holds seats. Retries with one idempotency key until it is answered, so nothing is held twice.

import { call, goTo, insist, sendForm, whenThere } from "../site.js";
import { words } from "../words.js";
import { clearNotice, notice } from "./notice.js";
import { sale } from "./sale.js";

export class Holding {
  /** @param on { held(), refused(error) } */
  constructor(on) {
    this.on = on;
    this.isRunning = false;
  }

  /** @param wanted the seats, or the number of best seats */
  async hold(wanted, button) {
    if (this.isRunning) return;
    this.isRunning = true;
    this.wanted = wanted;
    clearNotice();
    button.setAttribute("aria-busy", "true");
    try {
      const held = await this.ask(wanted);
      this.on.held();
      await goTo(sale.checkout + held.holdId);
      return;
    } catch (error) {
      this.isRunning = false;
      clearNotice();
      this.on.refused(error);
    }
    button.removeAttribute("aria-busy");
    delete button.form?.dataset.sent;
  }

  /**
   * Holds the same by the page's form, which goes on after the sign-in.
   * @param names of all areas, in the order of the form's fields
   */
  async holdAfterSignIn(names) {
    const { seats = [], bestAvailable: best, areas } = this.wanted;
    await whenThere();
    const placesIn = (name) => areas.find(({ area }) => area === name)?.quantity ?? 0;
    const ofAreas = areas ? names.map((name) => ["places", placesIn(name)]) : [];
    const ofBest = best ? [["count", best.count], ["level", best.priceLevel ?? ""]] : [];
    sendForm(location.pathname, [...seats.map((seat) => ["seats", seat]), ...ofAreas, ...ofBest]);
  }

  ask(wanted) {
    const { queueToken, performanceId } = sale;
    const body = { performanceId: Number(performanceId), ...wanted };
    const idempotencyKey = newKey();
    return insist(
      () => call("POST", "/api/v1/holds", { body, queueToken, idempotencyKey }),
      { onSilence: () => notice(words.retrying, { kind: "warning" }) },
    );
  }
}

function newKey() {
  const bytes = () => [...crypto.getRandomValues(new Uint8Array(16))];
  return crypto.randomUUID?.() ?? bytes().map((b) => b.toString(16).padStart(2, "0")).join("");
}
