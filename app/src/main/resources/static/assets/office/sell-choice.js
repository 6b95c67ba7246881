// The fields in which seats and places are chosen: typed labels, ticks in a row, and how many places of each area.

import { fill, words } from "../words.js";
import { el, fillWith } from "./dom.js";
import { labelsOf } from "./seat-labels.js";
import { money, offer } from "./sell-offer.js";

export const TICKETS_MAX = 100;
const by = (id) => document.getElementById(id);
const inputs = () => [...by("areas").querySelectorAll("input")];

/** At most one more than can be sold at once. */
export const labels = () => labelsOf(by("seats").value, TICKETS_MAX);

/** What is typed for each area that has something: whole numbers, or NaN. */
export const places = () =>
  inputs()
    .filter((input) => input.value.trim())
    .map((input) => ({ input, area: input.dataset.area, quantity: numberIn(input.value.trim()) }))
    .filter(({ quantity }) => quantity !== 0);

const numberIn = (text) => (/^\d{1,3}$/.test(text) ? Number(text) : NaN);

export const areaField = (area) => inputs().find((input) => input.dataset.area === area);

/** Makes the fields anew for what is on offer now; what was typed stays. */
export function showOffer() {
  const chosen = by("row").selectedOptions[0]?.dataset.first;
  const levels = Map.groupBy(offer.rows, ({ level }) => level);
  fillWith(by("row"), by("row").options[0], [...levels.entries()].map(levelOf));
  by("row-field").hidden = offer.rows.length === 0;
  const again = [...by("row").options].find(({ dataset }) => chosen && dataset.first === chosen);
  by("row").value = again?.value ?? "";
  showRow();
  if (by("areas").children.length === 0) fillWith(by("areas"), offer.areas.map(area));
  offer.areas.forEach((one, at) => { by(`area-${at}-hint`).textContent = hint(one); });
}

const levelOf = ([level, rows]) =>
  el("optgroup", { label: fill(words.level, level, money(rows[0].amountMinor)) }, rows.map(rowOf));

function rowOf(row) {
  const [first, last] = [row.seats[0], row.seats.at(-1)];
  const name = first === last ? first : `${first} – ${last}`;
  return el("option", { value: String(offer.rows.indexOf(row)), "data-first": first }, fill(words.row, name, row.seats.length));
}

const hint = ({ level, amountMinor, left }) => fill(words.left, left, fill(words.level, level, money(amountMinor)));

function area(one, at) {
  const id = `area-${at}`;
  return el("div", { class: "field" }, el("label", { for: id, dir: "auto" }, one.area),
    el("input", { id, name: id, inputmode: "numeric", maxlength: 3, autocomplete: "off", "data-area": one.area,
      "aria-describedby": `${id}-hint` }), el("p", { class: "field__hint", id: `${id}-hint` }));
}

/** Shows the seats of the chosen row, each with a tick. */
export function showRow() {
  const row = offer.rows[Number(by("row").value || NaN)];
  by("row-seats").hidden = !row;
  fillWith(by("row-seats"), by("row-seats").querySelector("legend"), (row?.seats ?? []).map(seat));
  showTicks();
}

function seat(label, at) {
  const id = `tick-${at}`;
  const note = offer.kept[label];
  return el("div", { class: "field--tick sale__seat" }, el("input", { type: "checkbox", id, value: label }),
    el("label", { for: id, dir: "auto" }, label, note && el("span", { class: "soft" }, ` ${fill(words.kept, note)}`)));
}

/** Ticks what is typed. */
export function showTicks() {
  const typed = new Set(labels());
  by("row-seats").querySelectorAll("input").forEach((tick) => { tick.checked = typed.has(tick.value); });
}

/** Types what is ticked. */
export function takeTick({ checked, value }) {
  const typed = labels().filter((label) => label !== value);
  if (checked) typed.push(value);
  // A comma also tells that blanks belong to labels.
  const blanks = typed.some((label) => /\s/.test(label));
  by("seats").value = blanks ? `${typed.join(", ")},` : typed.join(" ");
}
