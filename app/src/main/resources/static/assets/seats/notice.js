// The message of the seat page: what happened, and how to go on. It lies over the map and is read out.

import { announce } from "../announce.js";
import { words } from "../words.js";

const place = document.getElementById("notice");

// A refusal that the server has rendered.
place.querySelector(".notice")?.append(closing(() => {}));

/**
 * @param actions links or buttons: each has a text, and either `href` or `act`
 * @param onClose called when the fan closes the message; without it the message stays
 */
export function notice(text, { more = [], actions = [], kind = "danger", onClose } = {}) {
  const box = document.createElement("div");
  box.className = `notice notice--${kind}`;
  box.append(paragraph(text, "notice__title"), ...more.map((line) => paragraph(line)));
  if (actions.length) {
    const row = paragraph("", "actions");
    row.append(...actions.map(button));
    box.append(row);
  }
  if (onClose) box.append(closing(onClose));
  place.replaceChildren(box);
  announce([text, ...more, ...actions.map((action) => action.text)].join(" "), { urgent: true });
}

export function clearNotice() {
  place.replaceChildren();
}

function closing(onClose) {
  const close = Object.assign(document.createElement("button"), { type: "button", className: "notice__close", textContent: "×" });
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", () => {
    clearNotice();
    onClose();
  });
  return close;
}

function button({ text, href, act }) {
  const link = document.createElement(href ? "a" : "button");
  link.className = "button";
  link.textContent = text;
  if (href) {
    link.href = href;
  } else {
    link.type = "button";
    link.addEventListener("click", act);
  }
  return link;
}

function paragraph(text, className = "") {
  return Object.assign(document.createElement("p"), { textContent: text, className });
}
