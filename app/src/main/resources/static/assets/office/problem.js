// Shows what the server refused: at the field that it is about, or else above the page.

import { announce } from "../announce.js";
import { Refusal } from "./call.js";

const words = JSON.parse(document.getElementById("office-words").textContent);
const box = () => document.getElementById("problem");

/** Takes back all messages, of a form and above the page. */
export function clearProblems(form) {
  box().hidden = true;
  form?.querySelectorAll("[data-fault]").forEach((line) => line.remove());
  form?.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    const rest = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("-fault"));
    if (rest.length) field.setAttribute("aria-describedby", rest.join(" "));
    else field.removeAttribute("aria-describedby");
  });
}

/** Shows a message at a field, and reads it out. */
export function faultAt(field, text) {
  field.id ||= `field-${crypto.randomUUID()}`;
  const line = document.createElement("p");
  line.id = `${field.id}-fault`;
  line.className = "field__hint is-fault";
  line.dataset.fault = "";
  line.textContent = text;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
  field.after(line);
}

/** Shows a message above the page, and reads it out. */
export function tellProblem(text) {
  box().textContent = text;
  box().hidden = false;
  announce(text, { urgent: true });
}

/**
 * Shows what went wrong. A field of the form has the name that the server's document says, such as `priceLevels[1].name`;
 * what fits no field is shown above the page.
 */
export function showProblem(error, form) {
  if (!(error instanceof Refusal)) {
    if (error.name === "AbortError") return;
    tellProblem(error instanceof TypeError ? words.silence : words.odd);
    if (!(error instanceof TypeError)) throw error;
    return;
  }
  const faults = (error.problem.errors ?? []).filter(({ field }) => field && form?.elements?.namedItem(field));
  faults.forEach(({ field, message }) => faultAt(one(form.elements.namedItem(field)), message));
  if (faults.length === 0) {
    tellProblem(error.problem.detail || words.odd);
    return;
  }
  announce(faults.map(({ message }) => message).join(" "), { urgent: true });
  form.querySelector('[aria-invalid="true"]')?.focus();
}

const one = (item) => (item instanceof RadioNodeList ? item[0] : item);

/** Does something that may be refused; shows the refusal. Returns what it returned, or undefined if it was refused. */
export async function attempt(work, form) {
  clearProblems(form);
  const button = form?.querySelector("[type=submit]");
  button?.setAttribute("aria-busy", "true");
  try {
    return await work();
  } catch (error) {
    showProblem(error, form);
    return undefined;
  } finally {
    button?.removeAttribute("aria-busy");
  }
}
