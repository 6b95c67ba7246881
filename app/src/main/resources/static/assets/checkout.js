// Pays once, even if the button is pressed repeatedly or the connection breaks: all tries have the same idempotency
// key. Without this script the form does the same, but does not retry.
import { announce } from "./announce.js";
import { call, goTo, insist } from "./site.js";
import { words } from "./words.js";

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
  tell(words.paying);
  try {
    await pay(form.dataset);
    await goTo(form.dataset.done);
  } catch (refusal) {
    refused(refusal);
  }
});

function tell(text) {
  by("pay-state").textContent = text;
  announce(text);
}

async function pay({ hold, key, queueToken }) {
  const ask = () => call("POST", "/api/v1/payments", { body: { holdId: hold }, idempotencyKey: key, queueToken });
  try {
    await insist(ask, { onSilence: () => tell(words.payRetrying) });
  } catch (error) {
    if (error.code !== "hold-already-paid") throw error;
  }
}

/** Submits the form if the server's page explains the refusal better; otherwise shows the refusal here. */
function refused(refusal) {
  if (refusal.status === 401 || refusal.status === 403 || refusal.status === 404) {
    HTMLFormElement.prototype.submit.call(form);
    return;
  }
  form.hidden = true;
  by("refusal-text").textContent = refusal.message;
  by("refusal").hidden = false;
  announce(by("refusal").innerText, { urgent: true });
  by("time-left").removeAttribute("data-countdown");
}

addEventListener("pageshow", (event) => event.persisted && location.reload());
