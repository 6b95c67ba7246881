// Makes the account of somebody who was invited.

import { call } from "./call.js";
import { attempt } from "./problem.js";

const form = document.getElementById("join");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { token, username, password } = form.elements;
  const body = { token: token.value, username: username.value, password: password.value };
  if (await attempt(() => call("POST", "/api/v1/invitations/redemptions", body), form)) {
    location.assign("/office/sign-in");
  }
});
