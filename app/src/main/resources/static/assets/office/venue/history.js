// What was done, for undo and redo. Each command holds the plan before it and after it.

const COMMANDS_MAX = 500;

// A command that moved many seats keeps as many old ones.
const SEATS_MAX = 1_000_000;

export class History {
  #done = [];
  #undone = [];

  /**
   * Notes a command. One of the same key as the last one continues it, such as a move by arrow keys.
   *
   * @param {{ name: string, before: object, after: object, cost?: number, key?: string|null }} command
   */
  note({ name, before, after, cost = 1, key = null }) {
    const last = this.#done.at(-1);
    this.#undone = [];
    if (key && last?.key === key) {
      last.after = after;
      return;
    }
    this.#done.push({ name, before, after, cost, key });
    let sum = this.#done.reduce((all, command) => all + command.cost, 0);
    while (this.#done.length > COMMANDS_MAX || (sum > SEATS_MAX && this.#done.length > 1)) sum -= this.#done.shift().cost;
  }

  /** Ends a series of commands that continue each other. */
  endSeries() {
    if (this.#done.length) this.#done.at(-1).key = null;
  }

  /** The command that is undone; undefined if there is none. */
  undo() {
    const command = this.#done.pop();
    if (command) this.#undone.push(command);
    return command;
  }

  redo() {
    const command = this.#undone.pop();
    if (command) this.#done.push(command);
    return command;
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }
}
