// Releases a hold, for a reason.

import { call } from "./call.js";
import { attempt } from "./problem.js";
import { askReason } from "./reason.js";

const words = JSON.parse(document.getElementById("release-words").textContent);
const button = document.getElementById("release");

async function release() {
  const reason = await askReason({ title: words.title, text: words.text, danger: true });
  if (reason === null) return;
  const released = await attempt(async () => {
    await call("DELETE", `/api/v1/operator/holds/${button.dataset.hold}`, undefined, { reason });
    return true;
  });
  if (released) location.reload();
}

if (button) button.onclick = release;
