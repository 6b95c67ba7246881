// Short messages that go away by themselves. They lie over the page, so they are put where they cover nothing that
// can be pressed; a message that is still there is not repeated.

import { announce } from "./announce.js";

const ACTIONS = "a[href], button:not([disabled]), input:not([type=hidden]), select, summary";
const GAP = 8;
const STEPS_MAX = 12;

const box = document.getElementById("toasts");

/** Shows a temporary message; screen readers read it out too. */
export function toast(text, ms = 5000) {
  const same = [...box.children].find((line) => line.textContent === text);
  const line = same ?? document.createElement("p");
  line.className = "toast";
  line.textContent = text;
  if (!same) box.append(line);
  clearTimeout(Number(line.dataset.timer));
  line.dataset.timer = setTimeout(() => line.remove(), ms);
  place();
  announce(text);
}

/**
 * Moves the messages up until they cover no action. If there is no such place, they lie above the lowest that they
 * covered, but never over what has the focus.
 */
function place() {
  if (!box.children.length) return;
  box.style.removeProperty("inset-block-end");
  let first = "";
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const own = extent();
    const covered = [...document.querySelectorAll(ACTIONS)].map(visible).filter((one) => one && overlap(one, own));
    if (!covered.length) return;
    const top = Math.min(...covered.map((one) => one.top));
    if (top - GAP - (own.bottom - own.top) < 0) break;
    const end = `${innerHeight - top + GAP}px`;
    first ||= end;
    box.style.setProperty("inset-block-end", end);
  }
  if (first) box.style.setProperty("inset-block-end", first);
  spareFocus();
}

function spareFocus() {
  const one = document.activeElement;
  const focus = one && one !== document.body && visible(one);
  const own = extent();
  if (!focus || !overlap(focus, own)) return;
  const height = own.bottom - own.top;
  const above = focus.top - GAP - height >= 0;
  box.style.setProperty("inset-block-end", `${innerHeight - (above ? focus.top - GAP : focus.bottom + GAP + height)}px`);
}

function extent() {
  const boxes = [...box.children].map((line) => line.getBoundingClientRect());
  return {
    left: Math.min(...boxes.map((one) => one.left)),
    right: Math.max(...boxes.map((one) => one.right)),
    top: Math.min(...boxes.map((one) => one.top)),
    bottom: Math.max(...boxes.map((one) => one.bottom)),
  };
}

function visible(element) {
  const one = element.getBoundingClientRect();
  return one.width > 0 && one.height > 0 && element.checkVisibility?.({ visibilityProperty: true }) !== false ? one : null;
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

// A page goes on building itself under a message: what appears, opens or grows may move it or what it must not cover.
const changes = new MutationObserver(placeAnew);
changes.observe(document.documentElement, {
  attributes: true,
  attributeFilter: ["style", "class", "hidden", "open"],
  childList: true,
  subtree: true,
});
new ResizeObserver(placeAnew).observe(document.body);
addEventListener("scroll", placeAnew, { passive: true });
addEventListener("resize", placeAnew);
addEventListener("focusin", placeAnew);

function placeAnew() {
  place();
  changes.takeRecords();
}
