// Pays once, however often the button is pressed and however often the connection breaks: each try carries the same
// key. Without this script the form does the same by itself, except that it does not try again.
import { call, goTo, now, patiently } from "./site.js";

const SHORT_MS = 60_000;

const by = (id) => document.getElementById(id);
const form = by("pay-form");
let paying = false;

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (paying) return;
  paying = true;
  by("time-left").removeAttribute("data-countdown");
  const button = form.querySelector("[type=submit]");
  button.setAttribute("aria-busy", "true");
  by("pay-state").textContent = form.dataset.working;
  try {
    await pay(form.dataset);
    await goTo(form.dataset.done);
  } catch (refusal) {
    refused(refusal);
  }
});

async function pay({ hold, key, queueToken, retrying }) {
  try {
    await patiently(
      () => call("POST", "/api/v1/payments", { body: { holdId: hold }, idempotencyKey: key, queueToken }),
      () => (by("pay-state").textContent = retrying),
    );
  } catch (error) {
    if (error.code !== "hold-already-paid") throw error;
  }
}

/** What the server's page can say better, it says. */
function refused(refusal) {
  if (refusal.status === 401 || refusal.status === 403 || refusal.status === 404) {
    HTMLFormElement.prototype.submit.call(form);
    return;
  }
  form.hidden = true;
  by("refusal-text").textContent = refusal.message;
  by("refusal").hidden = false;
  by("time-left").removeAttribute("data-countdown");
}

// The last minute is told, once.
const time = by("time-left");
const minute = Date.parse(time.dateTime) - now() - SHORT_MS;
setTimeout(() => {
  time.classList.add("is-short");
  by("say").textContent = time.dataset.minute;
}, Math.max(0, minute));

addEventListener("pageshow", (event) => event.persisted && location.reload());
