// The end of shopping: says why, leads on, and closes what does not work any more. A hold outlives it.

import { signInAddress } from "../site.js";
import { words } from "../words.js";
import { notice } from "./notice.js";
import { sale } from "./sale.js";

const toLine = { text: words.rejoin, href: sale.line };
const reasons = {
  unauthenticated: () => [words.session, { text: words.signIn, href: signInAddress() }],
  "queue-token-invalid": () => [words.other, toLine],
  "not-admitted": () => [words.notTurn, toLine],
  forbidden: () => [words.stale, { text: words.reload, href: location.href }],
};

/** @param why code of the refusal */
export async function over(why) {
  for (const id of ["map", "list", "best", "legend"]) document.getElementById(id).inert = true;
  const [text, way] = reasons[why]?.() ?? (await held()) ?? [words.over, toLine];
  notice(text, { actions: [way] });
}

/** The server knows whether a hold still runs. */
async function held() {
  try {
    const answer = await fetch("/held", { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const link = page.querySelector(".held__link");
    return link && [words.overHeld, { text: words.ownPay, href: link.getAttribute("href") }];
  } catch {
    return null;
  }
}
