// The form of a new concert. What is typed stays when something is refused.

import { announce } from "../announce.js";
import { call } from "./call.js";
import { amountOf, Fault, numberOf, textOf, textsOf, timeOf, titleOf, words, zoneOf } from "./concert-fields.js";
import { el, fillWith } from "./dom.js";
import { fillPlans, levelsOf } from "./plan-choice.js";
import { attempt } from "./problem.js";

const by = (id) => document.getElementById(id);
const form = by("concert");
let made = 0;

/** A line of fields that can be removed; the names are given anew, so that they follow each other. */
function line(list, fields, rename) {
  const row = el("div", { class: "office-line", role: "group", "aria-label": fields.label }, fields.parts,
    el("button", { class: "button button--quiet", type: "button", onclick: () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      rename();
      (next?.querySelector("input") ?? by("main")).focus();
    } }, words.remove));
  list.append(row);
  rename();
  return row;
}

function labelled(text, attributes) {
  const id = `line-${(made += 1)}`;
  return el("div", { class: "field" }, el("label", { for: id }, text), el("input", { id, autocomplete: "off", ...attributes }));
}

const numbered = (list, names) => () => [...list.children].forEach((row, at) =>
  row.querySelectorAll("input").forEach((input, part) => { input.name = names[part](at); }));

const renameDates = numbered(by("dates"), [(at) => `performances[${at}].startsAt`]);
const renameLevels = numbered(by("levels"), [(at) => `priceLevels[${at}].name`, (at) => `priceLevels[${at}].amountMinor`]);

const addDate = () => line(by("dates"), {
  label: words.date, parts: [labelled(words.date, { type: "datetime-local", step: 60 })] }, renameDates);

const addLevel = (name = "") => line(by("levels"), {
  label: words.level,
  parts: [labelled(words.level, { maxlength: 40, value: name, dir: "auto" }), labelled(words.price, { inputmode: "decimal" })],
}, renameLevels);

/** A chosen plan names the levels; what was typed for those that stay, stays. */
async function planChosen() {
  const plan = by("plan").value;
  by("seat-count").hidden = Boolean(plan);
  if (!plan) return;
  const names = await attempt(() => levelsOf(plan));
  if (!names) return;
  const typed = new Map([...by("levels").children].map((row) => [...row.querySelectorAll("input")].map((input) => input.value)));
  fillWith(by("levels"));
  names.forEach((name) => {
    addLevel(name).querySelectorAll("input")[1].value = typed.get(name) ?? "";
  });
}

function performances(zone) {
  const plan = by("plan").value;
  const house = plan ? { venueVersion: Number(plan) } : { seatCount: numberOf(form, "seatCount") };
  return [...by("dates").querySelectorAll("input")]
    .map((input) => ({ startsAt: timeOf(input, zone, { required: true }), ...house }));
}

function priceLevels(currency) {
  return [...by("levels").children].map((row) => {
    const [name, amount] = row.querySelectorAll("input");
    return { name: name.value, amountMinor: amountOf(amount, currency) };
  });
}

function concert() {
  const texts = textsOf(form);
  const zone = zoneOf(form);
  const currency = textOf(form, "currency");
  return {
    draft: true,
    title: titleOf(texts),
    texts,
    venue: textOf(form, "venue") ?? "",
    address: textOf(form, "address"),
    ageLimit: numberOf(form, "ageLimit"),
    runningMinutes: numberOf(form, "runningMinutes"),
    seatsPerBuyerMax: numberOf(form, "seatsPerBuyerMax"),
    timeZone: zone,
    currency,
    performances: performances(zone),
    priceLevels: priceLevels(currency),
    opensAt: timeOf(by("opensAt"), zone, { required: true }),
    preQueueOpensAt: timeOf(by("preQueueOpensAt"), zone),
    closesAt: timeOf(by("closesAt"), zone),
  };
}

async function save() {
  let body;
  try {
    body = concert();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    announce(error.message, { urgent: true });
    return undefined;
  }
  return call("POST", "/api/v1/operator/concerts", body);
}

form.onsubmit = async (event) => {
  event.preventDefault();
  const saved = await attempt(save, form);
  if (saved) location.assign(`/office/concerts/${saved.concertId}`);
};
by("add-date").onclick = () => addDate().querySelector("input").focus();
by("add-level").onclick = () => addLevel().querySelector("input").focus();
by("plan").onchange = planChosen;
addDate();
addLevel();
attempt(() => fillPlans(by("plan")));
