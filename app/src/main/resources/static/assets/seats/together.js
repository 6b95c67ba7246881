// Several seats side by side around one that the fan points at.

/**
 * Returns `count` free seats of one kind side by side, with the given seat if possible, else beside it in its row.
 * None of them leaves a single free seat alone. Returns nothing if there are no such seats.
 */
export function together(house, seat, count) {
  const run = house.rows.run(seat, (i) => house.isFree(i));
  const at = run.indexOf(seat);
  const alike = (i) => house.level[i] === house.level[seat] && house.isReserved(i) === house.isReserved(seat);
  let best = [];
  let least = Infinity;
  for (let from = 0; from + count <= run.length; from++) {
    const block = run.slice(from, from + count);
    const leftOver = [from, run.length - from - count];
    if (leftOver.includes(1) || !block.every(alike)) continue;
    const distance = Math.abs(from + (count - 1) / 2 - at) + (block.includes(seat) ? 0 : run.length);
    if (distance < least) {
      least = distance;
      best = block;
    }
  }
  return best;
}
