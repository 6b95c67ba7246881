// Pays once, even if the button is pressed repeatedly or the connection breaks: all tries have the same idempotency
// key. Without this script the forms do the same, but do not retry.
import { announce } from "./announce.js";
import { call, goTo, insist, isPassing, Refusal } from "./site.js";
import { words } from "./words.js";

const by = (id) => document.getElementById(id);
const form = by("pay-form");
const topUpForm = by("top-up-form");
const { address } = by("main").dataset;
let paying = false;

// A page that a form has answered is found again at the address of its checkout.
if (location.pathname !== address) history.replaceState(null, "", address);

form?.addEventListener("submit", async (event) => {
  if (!begin(event)) return;
  try {
    await goTo(form.dataset.done + (await pay(form.dataset)));
  } catch (refusal) {
    refused(refusal);
  }
});

topUpForm?.addEventListener("submit", async (event) => {
  if (!begin(event)) return;
  const { submitter } = event;
  const fields = new URLSearchParams(new FormData(topUpForm, submitter));
  const answer = await insist(() => post(topUpForm.action, fields), { onSilence: () => tell(words.payRetrying) });
  if (answer.redirected) location.assign(answer.url);
  else submit(topUpForm, submitter);
});

/** False if a payment is running. */
function begin(event) {
  event.preventDefault();
  if (paying) return false;
  paying = true;
  by("time-left").removeAttribute("data-countdown");
  (event.submitter ?? document.querySelector("#paybar button")).setAttribute("aria-busy", "true");
  tell(words.paying);
  return true;
}

function tell(text) {
  by("pay-state").textContent = text;
  announce(text);
}

/** Returns the id of the payment; nothing if another tab has paid. Then the list of orders has it. */
async function pay({ hold, key, queueToken }) {
  const ask = () => call("POST", "/api/v1/payments", { body: { holdId: hold }, idempotencyKey: key, queueToken });
  try {
    const { paymentId } = await insist(ask, { onSilence: () => tell(words.payRetrying) });
    return `${paymentId}?paid`;
  } catch (error) {
    if (error.code !== "hold-already-paid") throw error;
    location.replace(address);
    return new Promise(() => {});
  }
}

/** Sends a form as the browser would, and follows to the page that answers. */
async function post(action, fields) {
  const answer = await fetch(action, { method: "POST", body: fields, headers: { Accept: "text/html" } });
  const busy = new Refusal(answer.status, {}, Number(answer.headers.get("Retry-After")) * 1000);
  if (isPassing(busy)) throw busy;
  return answer;
}

/** Submits the form itself, whose answer is a page that explains the refusal. A repeat has no second effect. */
function submit(which, submitter) {
  if (submitter?.name) {
    which.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
  }
  HTMLFormElement.prototype.submit.call(which);
}

/** Submits the form if the server's page explains the refusal better; otherwise shows the refusal here. */
function refused(refusal) {
  if (refusal.status === 401 || refusal.status === 403 || refusal.status === 404) {
    submit(form);
    return;
  }
  form.hidden = true;
  by("paybar").hidden = true;
  by("refusal-text").textContent = refusal.message;
  by("refusal").hidden = false;
  by("refusal").focus();
  announce(by("refusal").innerText, { urgent: true });
  by("time-left").removeAttribute("data-countdown");
}

addEventListener("pageshow", (event) => event.persisted && location.reload());
