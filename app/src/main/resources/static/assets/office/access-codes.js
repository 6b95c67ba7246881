// Makes, lists and revokes the access codes of a concert.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";
import { call } from "./call.js";
import { el, fillWith } from "./dom.js";
import { attempt, clearProblems, faultAt } from "./problem.js";
import { askReason } from "./reason.js";

const by = (id) => document.getElementById(id);
const { concert, maySteer } = by("main").dataset;
const path = `/api/v1/operator/concerts/${concert}/access-codes`;
const PAGE = 200;
const mayChange = maySteer === "true";
let next = "";

async function load(after = "") {
  const page = await call("GET", `${path}?limit=${PAGE}${after && `&after=${encodeURIComponent(after)}`}`);
  if (!after) fillWith(by("codes"), page.codes.length ? [] : el("tr", {}, el("td", { colspan: mayChange ? 3 : 2 }, words.none)));
  by("codes").append(...page.codes.map(row));
  next = page.nextAfter;
  by("more").hidden = !next;
}

function row({ code, usesMax, uses, revoked }) {
  const used = fill(words.used, uses, usesMax);
  const button = mayChange && !revoked && el("button", { class: "button", type: "button", "aria-label": fill(words.revokeOf, code),
    onclick: () => revoke(code) }, words.revoke);
  return el("tr", {}, el("th", { scope: "row" }, el("code", {}, code)),
    el("td", { class: "table__number" }, revoked ? words.revoked : used), mayChange && el("td", {}, button));
}

/** A whole number of a field, or null after a fault. */
function numberOf(field) {
  const typed = field.value.trim();
  if (/^\d+$/.test(typed)) return Number(typed);
  faultAt(field, words.number);
  announce(words.number, { urgent: true });
  field.focus();
  return null;
}

/** What is to be made, or null after a fault. */
function wanted() {
  const count = numberOf(by("count"));
  const usesMax = count === null ? null : numberOf(by("uses"));
  if (usesMax === null) return null;
  const codes = by("own").value.split(/[\s,;]+/).filter(Boolean);
  return { usesMax, ...(count > 0 || codes.length === 0 ? { count } : {}), ...(codes.length ? { codes } : {}) };
}

/** Own codes are named one by one in the answer, but there is one field for all. */
function nameField(error) {
  error.problem?.errors?.forEach((fault) => { fault.field = fault.field?.replace(/\[\d+\]$/, ""); });
  throw error;
}

async function make(event) {
  event.preventDefault();
  const form = event.target;
  clearProblems(form);
  const body = wanted();
  if (!body) return;
  const reason = await askReason({ title: words.make, text: words.makeText });
  if (reason === null) return;
  const made = await attempt(() => call("POST", path, body, { reason }).catch(nameField), form);
  if (!made) return;
  by("own").value = "";
  by("new-codes").value = made.codes.map(({ code }) => code).join("\n");
  by("new").hidden = false;
  by("new-title").focus();
  announce(fill(words.made, made.codes.length));
  await attempt(() => load());
}

async function revoke(code) {
  const reason = await askReason({ title: fill(words.revokeOf, code), text: words.revokeText, yes: words.revoke, danger: true });
  if (reason === null) return;
  const answer = await attempt(() => call("DELETE", `${path}/${encodeURIComponent(code)}`, undefined, { reason }).then(() => true));
  if (!answer) return;
  await attempt(() => load());
  announce(`${code}: ${words.revoked}`);
}

function save() {
  const address = URL.createObjectURL(new Blob([`${by("new-codes").value}\n`], { type: "text/plain" }));
  Object.assign(document.createElement("a"), { href: address, download: `access-codes-${concert}.txt` }).click();
  URL.revokeObjectURL(address);
}

if (by("make")) by("make").onsubmit = make;
by("save").onclick = save;
by("more").onclick = () => attempt(() => load(next));
await attempt(() => load());
