// The operators of the box office, and those who are invited.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";
import { call } from "./call.js";
import { el, fillWith } from "./dom.js";
import { attempt } from "./problem.js";
import { askReason } from "./reason.js";

const API = "/api/v1/operator";
const by = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat(words.lang, { dateStyle: "medium", timeStyle: "short" });
const moment = (instant) => el("time", { datetime: instant }, time.format(new Date(instant)));
const ROLES = ["OWNER", "MANAGER", "BOX_OFFICE", "SUPPORT", "AUDITOR"];

async function load() {
  const { people, invitations } = await call("GET", `${API}/people`);
  fillWith(by("people"), people.map(personRow));
  fillWith(by("invitations"), invitations.map(invitationRow));
  by("invitations-frame").hidden = invitations.length === 0;
  by("no-invitations").hidden = invitations.length > 0;
}

function personRow(person) {
  const mayChange = words.editable && person.active;
  return el(
    "tr",
    {},
    el("th", { scope: "row", dir: "auto" }, person.username ?? person.operatorId),
    el("td", {}, mayChange ? roleChoice(person) : words[person.role]),
    el("td", {}, person.active ? words.active : words.gone),
    el("td", {}, moment(person.since)),
    words.editable && el("td", {}, mayChange && sessions(person), " ", mayChange && removal(person)),
  );
}

function roleChoice(person) {
  const options = ROLES.map((role) => el("option", { value: role, selected: role === person.role }, words[role]));
  return el("span", { class: "field" }, el(
    "select",
    { "aria-label": fill(words.roleOf, person.username), onchange: ({ target }) => change(person, target) },
    options,
  ));
}

async function change(person, select) {
  const reason = await askReason({
    title: fill(words.change, person.username, words[select.value]),
    text: words.changeText,
    yes: words[select.value],
  });
  const done = reason && (await attempt(() =>
    call("PATCH", `${API}/people/${person.operatorId}`, { role: select.value }, { reason })));
  if (done) {
    person.role = done.role;
    announce(words.changed);
  } else {
    select.value = person.role;
  }
}

function sessions(person) {
  const label = fill(words.sessionsOf, person.username);
  return el("a", { href: `/office/people/${person.operatorId}/sessions`, "aria-label": label }, words.sessions);
}

function removal(person) {
  const label = fill(words.removeOf, person.username);
  const disabled = person.operatorId === words.self;
  return el("button", { class: "button", type: "button", "aria-label": label, disabled, onclick: () => remove(person) }, words.remove);
}

async function remove(person) {
  const title = fill(words.removeOf, person.username);
  const reason = await askReason({ title, text: words.removeText, yes: words.remove, danger: true });
  if (reason && (await attempt(() => call("DELETE", `${API}/people/${person.operatorId}`, undefined, { reason })))) {
    announce(words.removed);
    await attempt(load);
  }
}

function invitationRow(invitation) {
  const label = fill(words.withdrawOf, invitation.note);
  const onclick = () => withdraw(invitation);
  return el(
    "tr",
    {},
    el("th", { scope: "row", dir: "auto" }, invitation.note),
    el("td", {}, words[invitation.role]),
    el("td", { dir: "auto" }, invitation.invitedBy),
    el("td", {}, moment(invitation.expiresAt)),
    words.editable && el("td", {}, el("button", { class: "button", type: "button", "aria-label": label, onclick }, words.withdraw)),
  );
}

async function withdraw(invitation) {
  const title = fill(words.withdrawOf, invitation.note);
  const reason = await askReason({ title, yes: words.withdraw, danger: true });
  if (!reason) return;
  await attempt(async () => {
    await call("DELETE", `${API}/invitations/${invitation.invitationId}`, undefined, { reason });
    announce(words.withdrawn);
    await load();
  });
}

async function invite(event) {
  event.preventDefault();
  const form = event.target;
  const { note, role } = form.elements;
  const made = await attempt(() => call("POST", `${API}/invitations`, { note: note.value.trim(), role: role.value }), form);
  if (!made) return;
  form.reset();
  by("link").value = new URL(made.link, location.href).href;
  by("link-field").hidden = false;
  by("link").select();
  announce(words.invited);
  await attempt(load);
}

by("invite")?.addEventListener("submit", invite);
await attempt(load);
