// Checks the reader's own place in the draw, and shows each step.
import { announce } from "./announce.js";
import { Refusal, call, goTo, isSessionOver, signInAddress } from "./site.js";
import { Keepsakes } from "./keepsakes.js";
import { commitmentFits, leafFits, pathFits, position, seedFits } from "./draw-check.js";
import { fill, words } from "./words.js";

const { concert } = document.getElementById("receipt").dataset;
const button = document.getElementById("check");
const checks = document.getElementById("checks");
const verdict = document.getElementById("verdict");
const base = `/api/v1/concerts/${concert}/draw`;
const seals = new Keepsakes("localStorage", "draws");
const numbers = new Intl.NumberFormat(document.documentElement.lang);

button.hidden = false;
button.addEventListener("click", async () => {
  button.setAttribute("aria-busy", "true");
  try {
    await check();
  } catch (error) {
    if (isSessionOver(error)) {
      await goTo(signInAddress());
      return;
    }
    const none = error instanceof Refusal && error.code === "draw-receipt-unknown";
    tell(none ? words.none : words.failed, none ? "" : "warning");
  } finally {
    button.removeAttribute("aria-busy");
  }
});

async function check() {
  const [draw, receipt] = await Promise.all([call("GET", `${base}?limit=0`), call("GET", `${base}/receipt`)]);
  const saved = seals.get(concert);
  if (!draw.seed) {
    seals.set(concert, receipt.commitment);
    tell(words.before, "");
    return;
  }
  checks.hidden = false;
  const results = [
    mark("commitment", await commitmentFits(draw)),
    saved === null ? absent("saved") : mark("saved", saved === draw.commitment),
    mark("leaf", await leafFits(receipt)),
    mark("path", await pathFits(draw, receipt)),
    mark("seed", await seedFits(draw)),
    mark("position", (await position(draw, receipt)) === receipt.position),
  ];
  const fine = results.every(Boolean);
  const told = fill(words.fine, numbers.format(receipt.number), numbers.format(receipt.position));
  tell(fine ? told : words.bad, fine ? "success" : "danger");
}

function mark(name, fits) {
  checks.querySelector(`[data-check="${name}"]`).dataset.fits = fits ? "yes" : "no";
  return fits;
}

/** Hides a check for which this browser has saved nothing to compare. */
function absent(name) {
  checks.querySelector(`[data-check="${name}"]`).hidden = true;
  return true;
}

function tell(text, kind) {
  verdict.className = kind ? `notice notice--${kind}` : "notice";
  verdict.textContent = text;
  verdict.hidden = false;
  announce(text);
}
