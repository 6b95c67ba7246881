// Calls of the operators' API from the pages of the box office.
//
//   const concert = await call("GET", `/api/v1/operator/concerts/${id}`);
//   await call("PATCH", path, { ratePerMinute: 600 }, { reason });
//
// A session that is over is no error of the caller: a dialog lets the operator sign in at another tab, and then the call
// is repeated. So nothing that they typed is lost.

import { isSessionOver, Refusal } from "../site.js";
import { signInAgain } from "./session.js";

export { isSessionOver, Refusal };

const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

function headersOf(method, body, { reason, ifMatch, idempotencyKey }) {
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (method !== "GET") headers["X-CSRF-Token"] = csrf();
  if (body !== undefined && !(body instanceof Blob)) headers["Content-Type"] = "application/json";
  if (body instanceof Blob && body.type) headers["Content-Type"] = body.type;
  // Headers carry no Korean; the server decodes it.
  if (reason) headers["Audit-Reason"] = encodeURIComponent(reason);
  if (ifMatch) headers["If-Match"] = ifMatch;
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  return headers;
}

async function send(method, path, body, options) {
  const answer = await fetch(path, {
    method,
    headers: headersOf(method, body, options),
    signal: options.signal,
    credentials: "same-origin",
    cache: "no-store",
    body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get("Content-Type") ?? "");
  if (!answer.ok) {
    const seconds = Number(answer.headers.get("Retry-After"));
    throw new Refusal(answer.status, isJson ? JSON.parse(text) : {}, seconds > 0 ? seconds * 1000 : undefined);
  }
  options.onHeaders?.(answer.headers);
  return isJson ? JSON.parse(text) : text || null;
}

/**
 * Calls the API with the session cookie. `body` is sent as JSON, a Blob as it is. Options: `reason` (for the audit log),
 * `ifMatch` (the ETag that was read), `idempotencyKey`, `signal`, and `onHeaders` (gets those of the answer). Returns the
 * JSON; throws a Refusal with `status`, `code` and `problem`, and the error of fetch if there is no answer.
 */
export async function call(method, path, body, options = {}) {
  try {
    return await send(method, path, body, options);
  } catch (error) {
    if (!isSessionOver(error) || !(await signInAgain())) throw error;
    return send(method, path, body, options);
  }
}
