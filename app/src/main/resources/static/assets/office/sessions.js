// The sessions of an operator, and their end: one's own without more, those of others with a reason.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";
import { call } from "./call.js";
import { el, fillWith } from "./dom.js";
import { attempt } from "./problem.js";
import { askReason } from "./reason.js";

const by = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat(words.lang, { dateStyle: "medium", timeStyle: "short" });
const moment = (instant) => el("time", { datetime: instant }, time.format(new Date(instant)));

async function load() {
  const { sessions } = await call("GET", words.calls);
  fillWith(by("sessions"), sessions.map(row));
  by("sessions-frame").hidden = sessions.length === 0;
  by("no-sessions").hidden = sessions.length > 0;
  by("end-all").hidden = !sessions.some(({ current }) => !current);
}

function place({ browser, system }) {
  const software = browser ?? words.program;
  return system ? fill(words.onSystem, software, system) : software;
}

function row(session) {
  const onclick = () => end(session);
  const label = fill(words.endOf, place(session));
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, place(session)),
    el("td", { dir: "ltr" }, session.address),
    el("td", {}, moment(session.begunAt)),
    el("td", {}, moment(session.seenAt)),
    el("td", {}, session.current
      ? el("span", { class: "badge badge--success" }, words.current)
      : el("button", { class: "button", type: "button", "aria-label": label, onclick }, words.end)),
  );
}

/** Their owner needs no reason to end a session. */
async function reasonFor(title, text) {
  return words.own ? {} : { reason: await askReason({ title, text, yes: title, danger: true }) };
}

async function remove(path, title, text) {
  const options = await reasonFor(title, text);
  if (options.reason === null) return;
  await attempt(async () => {
    await call("DELETE", path, undefined, options);
    announce(words.ended);
    await load();
  });
}

const end = (session) => remove(`${words.calls}/${session.sessionId}`, words.end, words.endText);

by("end-all").addEventListener("click", () => remove(words.calls, words.endAll, words.endAllText));
await attempt(load);
