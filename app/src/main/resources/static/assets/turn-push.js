// Web push: the server tells this browser that the turn has come, also when no page is open. Browsers, networks and push
// services may each refuse it; the open page then alerts as before.
import { call } from "./site.js";

const WORKER = "/turn-worker.js";
const SCOPE = "/concerts/";
const ANSWER_MAX_MS = 5_000;

export class TurnPush {
  /** @param address of the alert @param queueToken returns the queue token of now */
  constructor(address, queueToken) {
    this.address = address;
    this.queueToken = queueToken;
  }

  /** Asks to be told, if the fan has permitted it; true if the server will, as far as is known soon. */
  ask() {
    if (!(isPermitted() && "serviceWorker" in navigator && "PushManager" in window)) return false;
    // A push service that cannot be reached may keep the browser waiting.
    return Promise.race([this.subscribe(), new Promise((resolve) => setTimeout(resolve, ANSWER_MAX_MS, false))]);
  }

  async subscribe() {
    try {
      const queueToken = this.queueToken();
      const { publicKey } = await call("GET", this.address, { queueToken });
      if (!publicKey) return false;
      const { endpoint, keys } = (await subscribed(await worker(), publicKey)).toJSON();
      await call("POST", this.address, { queueToken, body: { endpoint, p256dh: keys.p256dh, auth: keys.auth } });
      return true;
    } catch {
      return false;
    }
  }

  /** Asks to be told no more. If that fails, the fan is told once too often. */
  async end() {
    if (!isPermitted()) return;
    await call("DELETE", this.address, { queueToken: this.queueToken() }).catch(() => {});
  }

  /** Shows a notification. Browsers of phones let only workers show one. */
  async show(title, options) {
    try {
      new Notification(title, options);
    } catch {
      const registration = await navigator.serviceWorker?.getRegistration(SCOPE).catch(() => null);
      await registration?.showNotification(title, options).catch(() => {});
    }
  }
}

export const isPermitted = () => "Notification" in window && Notification.permission === "granted";

/** The registration of our worker, once it is active. */
async function worker() {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  const starting = registration.active ? null : (registration.installing ?? registration.waiting);
  if (!starting) return registration;
  await new Promise((resolve, reject) => {
    const look = () => {
      if (starting.state === "activated") resolve();
      else if (starting.state === "redundant") reject(new Error("the worker did not start"));
    };
    starting.addEventListener("statechange", look);
    look();
  });
  return registration;
}

/** A subscription with this key. One with another key is of no use any more. */
async function subscribed({ pushManager }, publicKey) {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  try {
    return await pushManager.subscribe(options);
  } catch (refused) {
    const former = await pushManager.getSubscription();
    if (!former) throw refused;
    await former.unsubscribe();
    return pushManager.subscribe(options);
  }
}
