// The operator's own second factor: set it up, or show a code of it in this session.

import { fill, words } from "../words.js";
import { call } from "./call.js";
import { el, fillWith } from "./dom.js";
import { attempt } from "./problem.js";

const API = "/api/v1/operator/second-factor";
const by = (id) => document.getElementById(id);

async function load() {
  const { active, confirmed, required, recoveryCodesLeft } = await call("GET", API);
  by("begin").hidden = active;
  by("confirm").hidden = !active || confirmed;
  if (active) by("state").textContent = confirmed ? fill(words.active, recoveryCodesLeft) : words.show;
  else by("state").textContent = required ? words.must : words.none;
  if (active && !confirmed) by("code").focus();
}

async function begin() {
  const made = await call("POST", API);
  by("qr").src = made.qrCode;
  by("secret").textContent = made.secret.replace(/(.{4})(?=.)/g, "$1 ");
  by("begin").hidden = true;
  by("enrolment").hidden = false;
  by("confirm").hidden = false;
  by("code").focus();
}

async function confirm(event) {
  event.preventDefault();
  const form = event.target;
  const code = form.elements.code.value.trim();
  const done = await attempt(() => call("POST", `${API}/confirmation`, { code }), form);
  if (!done) return;
  if (done.recoveryCodes.length === 0) {
    location.assign("/office/concerts");
    return;
  }
  by("enrolment").hidden = true;
  by("confirm").hidden = true;
  by("state").hidden = true;
  fillWith(by("recovery-codes"), done.recoveryCodes.map((recovery) => el("li", {}, el("code", {}, recovery))));
  by("recovery").hidden = false;
  by("recovery-title").focus();
}

by("begin").addEventListener("click", () => attempt(begin));
by("confirm").addEventListener("submit", confirm);
await attempt(load);
