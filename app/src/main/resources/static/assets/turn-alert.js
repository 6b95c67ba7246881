// The alert when the place is admitted: a sound, and a notification if the browser permits. Who asked for it keeps it
// through reloads, until it is their turn.
import { Keepsakes } from "./keepsakes.js";
import { toast } from "./toast.js";
import { words } from "./words.js";

const kept = new Keepsakes("localStorage", "alerts");

export class TurnAlert {
  constructor(button, concert, title) {
    this.button = button;
    this.concert = concert;
    this.title = title;
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
    if (!on) return;
    this.sound ??= new AudioContext();
    this.chime(0.25);
    const asked = "Notification" in window ? await Notification.requestPermission().catch(() => "denied") : "denied";
    toast(asked === "granted" ? words.alertOn : words.alertSound);
  }

  /** Browsers let a reloaded page play a sound only after its reader has touched it. */
  resume() {
    this.button.setAttribute("aria-pressed", true);
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
    if ("Notification" in window && Notification.permission === "granted") {
      new Notification(words.turn, { body: this.title, tag: `frontrow-turn-${this.concert}` });
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
