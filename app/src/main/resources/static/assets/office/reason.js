// Asks for the reason of a change, which the audit log keeps. It is the confirmation as well.

import { clearProblems, faultAt } from "./problem.js";

const words = JSON.parse(document.getElementById("office-words").textContent);
const by = (id) => document.getElementById(id);

/**
 * Resolves to the reason, or to null if the operator cancels. `title` names the change, `text` says what it means, `yes`
 * is what the button says; `danger` marks what cannot be undone.
 */
export function askReason({ title, text = "", yes, danger = false }) {
  const dialog = by("reason-dialog");
  const form = by("reason-form");
  by("reason-title").textContent = title;
  by("reason-text").textContent = text;
  by("reason-text").hidden = !text;
  by("reason-yes").textContent = yes ?? title;
  by("reason-yes").className = `button ${danger ? "button--danger" : "button--primary"}`;
  form.reset();
  clearProblems(form);
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      clearProblems(form);
      const reason = by("reason").value.trim();
      if (reason) dialog.close(reason);
      else {
        faultAt(by("reason"), words.reasonMissing);
        by("reason").focus();
      }
    };
    by("reason-no").onclick = () => dialog.close("");
    dialog.onclose = () => resolve(dialog.returnValue || null);
    dialog.returnValue = "";
    dialog.showModal();
    by("reason").focus();
  });
}
