// What a page does when its session is over: it asks for a sign-in at another tab, and goes on by itself.

const CHANNEL = "frontrow-office-session";

let asked = null;

/** Resolves to whether the operator has signed in again. However many calls ask, there is one dialog. */
export function signInAgain() {
  asked ??= ask().finally(() => {
    asked = null;
  });
  return asked;
}

function ask() {
  const dialog = document.getElementById("session-dialog");
  const before = document.activeElement;
  const heard = new BroadcastChannel(CHANNEL);
  return new Promise((resolve) => {
    const end = (signedIn) => {
      heard.close();
      dialog.close();
      before?.focus?.();
      resolve(signedIn);
    };
    heard.onmessage = () => end(true);
    document.getElementById("session-on").onclick = () => end(true);
    document.getElementById("session-no").onclick = () => end(false);
    dialog.oncancel = (event) => {
      event.preventDefault();
      end(false);
    };
    dialog.showModal();
    document.getElementById("session-sign-in").focus();
  });
}

/** Tells the tabs that wait for a sign-in. */
export function tellSignedIn() {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("signed-in");
  channel.close();
}
