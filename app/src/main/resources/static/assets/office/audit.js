// The audit log, the newest entries first.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";
import { call } from "./call.js";
import { el } from "./dom.js";
import { attempt } from "./problem.js";

const by = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat(words.lang, { dateStyle: "medium", timeStyle: "medium" });
const ROWS = 50;
let next;

function query(before) {
  const given = new URLSearchParams({ limit: ROWS });
  if (before) given.set("before", before);
  for (const { name, value } of by("filter").elements) {
    if (name && value.trim()) given.set(name, name === "since" || name === "until" ? new Date(value).toISOString() : value.trim());
  }
  return given;
}

async function load(before) {
  const page = await call("GET", `/api/v1/operator/audit?${query(before)}`);
  if (!before) by("entries").replaceChildren();
  by("entries").append(...page.entries.map(row));
  next = page.nextBefore;
  by("more").hidden = !next;
  if (by("entries").children.length === 0) {
    by("entries").append(el("tr", {}, el("td", { colspan: 7 }, words.none)));
  }
  announce(fill(words.shown, page.entries.length));
}

function row(entry) {
  const who = entry.actorId ? entry.role : words.system;
  return el(
    "tr",
    {},
    el("th", { scope: "row", class: "table__number" }, String(entry.sequence)),
    el("td", {}, el("time", { datetime: entry.at }, time.format(new Date(entry.at)))),
    el("td", {}, entry.action),
    el("td", { dir: "auto" }, entry.subject),
    el("td", {}, el("span", { dir: "auto" }, entry.actor), el("span", { class: "soft small" }, `${who} ${entry.address ?? ""}`)),
    el("td", { dir: "auto" }, entry.reason ?? ""),
    el("td", {}, (entry.before || entry.after) && difference(entry)),
  );
}

/** What differs comes first; the rest of a large change would hide it. */
function difference(entry) {
  const before = flat(entry.before);
  const after = flat(entry.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
  const rows = names.map((name) =>
    el("tr", {}, el("th", { scope: "row" }, name), el("td", { dir: "auto" }, before[name] ?? ""), el("td", { dir: "auto" }, after[name] ?? "")));
  const head = el("tr", {}, el("td", {}), el("th", { scope: "col" }, words.before), el("th", { scope: "col" }, words.after));
  return el("details", {}, el("summary", {}, fill(words.show, names.length)), el("table", {}, el("thead", {}, head), el("tbody", {}, rows)));
}

function flat(json) {
  const all = {};
  const walk = (value, path) => {
    if (value !== null && typeof value === "object") {
      Object.entries(value).forEach(([name, inner]) => walk(inner, path ? `${path}.${name}` : name));
    } else {
      all[path] = String(value);
    }
  };
  if (json) walk(JSON.parse(json), "");
  return all;
}

async function showHead() {
  const { heads } = await call("GET", "/api/v1/audit-heads");
  if (heads.length === 0) return;
  by("head-sequence").textContent = heads[0].sequence;
  by("head-hash").textContent = heads[0].hash;
  by("head").hidden = false;
}

by("filter").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => load(), event.target);
});
by("more").addEventListener("click", () => attempt(() => load(next)));
await attempt(async () => {
  await showHead();
  await load();
});
