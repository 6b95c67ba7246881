// The list of venues: begins new ones, imports and exports plans.

import { announce } from "../../announce.js";
import { isolated } from "../../site.js";
import { fill, words } from "../../words.js";
import { call, Refusal } from "../call.js";
import { el } from "../dom.js";
import { attempt, showProblem } from "../problem.js";
import { exportPlan, FORMATS } from "./export.js";
import { importPlan } from "./import.js";

const PAGE = 500;
const SHOWN = 100;
const by = (id) => document.getElementById(id);
const number = (n) => n.toLocaleString(document.documentElement.lang);

/** All venues by their ids: each with its newest version and its draft. */
const venues = new Map();
let shown = SHOWN;

async function readAll(path, list, add) {
  for (let after = 0; after !== undefined && after !== null;) {
    const page = await call("GET", `${path}?limit=${PAGE}&after=${after}`);
    page[list].forEach(add);
    after = page.nextAfter;
  }
}

function venue(venueId) {
  if (!venues.has(venueId)) venues.set(venueId, { venueId, newest: null, draft: null });
  return venues.get(venueId);
}

async function load() {
  venues.clear();
  await readAll("/api/v1/operator/venues", "versions", (version) => {
    const known = venue(version.venueId);
    if (!known.newest || known.newest.version < version.version) known.newest = version;
  });
  await readAll("/api/v1/operator/venue-drafts", "drafts", (draft) => {
    venue(draft.venueId).draft = draft;
  });
  show();
}

function show() {
  const all = [...venues.values()].reverse();
  by("none").hidden = all.length > 0;
  by("frame").hidden = !all.length;
  by("more").hidden = all.length <= shown;
  by("venues").replaceChildren(...all.slice(0, shown).map(row));
  by("import-to").replaceChildren(by("import-to").options[0], ...all.filter(({ newest }) => newest).slice(0, shown).map((one) => (
    new Option(nameOf(one), one.venueId))));
}

function nameOf({ newest, draft }) {
  return newest?.name || draft?.name || words.noName;
}

function row(one) {
  const { venueId, newest, draft } = one;
  const name = isolated(nameOf(one));
  const use = el("td");
  if (newest) use.append(useButton(venueId, name, use));
  return el("tr", {},
    el("th", { scope: "row" },
      el("a", { href: `/office/venues/${venueId}/edit`, dir: "auto", "aria-label": fill(words.edit, name) }, nameOf(one)), " ",
      draft && el("span", { class: "badge badge--warning" }, words.draft)),
    el("td", { class: "num" }, newest && fill(words.version, newest.version),
      newest && el("span", { class: "soft" }, fill(words.places, number(newest.seats), number(newest.places)))),
    use,
    el("td", {}, newest && el("div", { class: "toolbar" }, Object.keys(FORMATS).map((format) => (
      el("button", { type: "button", class: "button", "aria-label": fill(words.export, `${name} ${format}`),
        onclick: () => save(newest, format) }, format))))));
}

/** Which versions are used is told by a call of its own. */
function useButton(venueId, name, cell) {
  return el("button", {
    type: "button",
    class: "button button--quiet",
    onclick: () => attempt(async () => {
      const { versions } = await call("GET", `/api/v1/operator/venues/${venueId}`);
      cell.replaceChildren(el("ul", {}, versions.map(({ version, performances }) => el("li", {},
        `${fill(words.version, version)}: ${performances ? fill(words.used, number(performances)) : words.unused}`))));
    }),
    "aria-label": fill(words.showUse, name),
  }, words.show);
}

async function save(version, format) {
  try {
    await exportPlan(version, format);
  } catch (error) {
    showProblem(error);
  }
}

by("new-venue").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const plan = JSON.stringify({ name: by("new-name").value.trim() });
    const { venueId } = await call("POST", "/api/v1/operator/venue-drafts", { plan });
    location.assign(`/office/venues/${venueId}/edit`);
  }, event.target);
});

by("import").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  button?.setAttribute("aria-busy", "true");
  try {
    told(await importPlan(by("import-file").files[0], by("import-to").value));
  } catch (error) {
    if (!(error instanceof Refusal)) tell([words.silent]);
    else tell([error.message, ...(error.problem.errors ?? []).map(faultText)]);
  } finally {
    button?.removeAttribute("aria-busy");
  }
});

async function told({ version, spot, tooLarge }) {
  if (tooLarge) tell([words.tooLarge]);
  else if (spot) tell([fill(words.fault, spot.line, spot.column, words.notJson)]);
  else {
    await load();
    tell([fill(words.imported, isolated(version.name), version.version, number(version.places))], false);
    by("import").reset();
  }
}

/** Of a table the line and the column, of another plan the path. */
function faultText({ line, column, field, message }) {
  return line ? fill(words.fault, line, isolated(column ?? ""), message) : `${field}: ${message}`;
}

function tell([first, ...more], isFault = true) {
  const box = by("import-told");
  box.className = `venue-import notice${isFault ? " notice--danger" : " notice--success"}`;
  box.replaceChildren(el("p", {}, first), ...(more.length ? [el("ul", {}, more.map((text) => el("li", { dir: "auto" }, text)))] : []));
  box.hidden = false;
  announce([first, ...more.slice(0, 3)].join(" "), { urgent: isFault });
}

by("more").addEventListener("click", () => {
  shown += SHOWN;
  show();
});

await load().catch(showProblem);
document.documentElement.dataset.ready = "yes";
