// The alert when the place is admitted: a sound, and a notification if the browser permits, also when no page is open.
// Who asked for it keeps it through reloads, until it is their turn.
import { Keepsakes } from "./keepsakes.js";
import { toast } from "./toast.js";
import { isPermitted } from "./turn-push.js";
import { words } from "./words.js";

const kept = new Keepsakes("localStorage", "alerts");

export class TurnAlert {
  constructor(button, concert, title, push) {
    this.button = button;
    this.concert = concert;
    this.title = title;
    this.push = push;
    this.sound = null;
    button.hidden = false;
    button.addEventListener("click", () => this.turn(!this.isOn()));
    if (kept.get(concert)) this.resume();
  }

  isOn() {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  async turn(on) {
    this.button.setAttribute("aria-pressed", on);
    kept.set(this.concert, on ? true : null);
    if (!on) {
      await this.push.end();
      return;
    }
    this.sound ??= new AudioContext();
    this.chime(0.25);
    const asked = "Notification" in window ? await Notification.requestPermission().catch(() => "denied") : "denied";
    if (asked !== "granted") toast(words.alertSound);
    else toast((await this.push.ask()) ? words.alertAway : words.alertOn);
    // The fan may have changed their mind meanwhile.
    if (!this.isOn()) await this.push.end();
  }

  /**
   * Browsers let a reloaded page play a sound only after its reader has touched it. The server is asked again: the fan may
   * have a new place since, whose alert it does not have.
   */
  resume() {
    this.button.setAttribute("aria-pressed", true);
    this.push.ask();
    const wake = () => {
      this.sound ??= new AudioContext();
      this.sound.resume();
    };
    if (navigator.userActivation?.hasBeenActive) wake();
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, wake, { once: true, capture: true });
  }

  /** Calls the fan, if they asked for it. */
  async calls() {
    if (!this.isOn()) return;
    kept.set(this.concert, null);
    if (isPermitted()) {
      await this.push.show(words.turn, { body: this.title, tag: `frontrow-turn-${this.concert}` });
    }
    this.sound ??= new AudioContext();
    this.chime(0.6);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  }

  chime(loudness) {
    [523.25, 659.25, 783.99].forEach((frequency, i) => {
      const at = this.sound.currentTime + i * 0.16;
      const tone = this.sound.createOscillator();
      const volume = this.sound.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(loudness, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
      tone.connect(volume).connect(this.sound.destination);
      tone.start(at);
      tone.stop(at + 0.6);
    });
  }
}
