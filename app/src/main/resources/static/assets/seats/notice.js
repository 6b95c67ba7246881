// The message of the seat page: what happened, and how to go on. It is shown in place and read out.

import { announce } from "../announce.js";

const place = document.getElementById("notice");

/** @param actions links or buttons: each has a text, and either `href` or `act` */
export function notice(text, { more = [], actions = [], kind = "danger" } = {}) {
  const box = document.createElement("div");
  box.className = `notice notice--${kind}`;
  box.append(paragraph(text, "notice__title"), ...more.map((line) => paragraph(line)));
  if (actions.length) {
    const row = paragraph("", "actions");
    row.append(...actions.map(button));
    box.append(row);
  }
  place.replaceChildren(box);
  announce([text, ...more, ...actions.map((action) => action.text)].join(" "), { urgent: true });
}

export function clearNotice() {
  place.replaceChildren();
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
