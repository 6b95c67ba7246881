// The algorithm frontrow-draw-1 (docs/draw.md), written from its specification and meant to be read. Shares no code
// with the server or the other scripts.
const NAME = "frontrow-draw-1";
const LANES = ["GENERAL", "PRIORITY"];

const text = new TextEncoder();
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (array) => [...array].map((b) => b.toString(16).padStart(2, "0")).join("");
const u8 = (n) => Uint8Array.of(n);

function u64(n) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(n));
  return new Uint8Array(view.buffer);
}

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
}

async function hmac(key, ...parts) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, joined(...parts)));
}

const lane = (receipt) => LANES.indexOf(receipt.lane);
const size = (draw, index) => draw.lanes.find((one) => one.lane === LANES[index])?.registrations ?? 0;

export async function commitmentFits(draw) {
  return hex(await sha256(bytes(draw.secret))) === draw.commitment;
}

export async function leafFits(receipt) {
  const leaf = await sha256(
    u8(0),
    text.encode(NAME),
    u64(receipt.concertId),
    u8(lane(receipt)),
    u64(receipt.number),
    bytes(receipt.buyerId.replaceAll("-", "")),
    bytes(receipt.nonce),
  );
  return hex(leaf) === receipt.leaf;
}

/** Verifies the path from the leaf to the root, by RFC 9162, 2.1.3.2. */
export async function pathFits(draw, receipt) {
  let index = BigInt(receipt.index);
  let last = BigInt(draw.registrations) - 1n;
  if (index > last) return false;
  let node = bytes(receipt.leaf);
  for (const side of receipt.path) {
    if (last === 0n) return false;
    if (index % 2n === 1n || index === last) {
      node = await sha256(u8(1), bytes(side), node);
      while (index % 2n === 0n && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      node = await sha256(u8(1), node, bytes(side));
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && hex(node) === draw.root;
}

export async function seedFits(draw) {
  const beacon = text.encode(draw.beacon ?? "");
  const seed = await hmac(bytes(draw.secret), bytes(draw.root), u64(size(draw, 0)), u64(size(draw, 1)), beacon);
  return hex(seed) === draw.seed;
}

export async function position(draw, receipt) {
  const count = BigInt(size(draw, lane(receipt)));
  const laneSeed = await hmac(bytes(draw.seed), u8(lane(receipt)));
  const bits = (count - 1n).toString(2).length * (count > 1n ? 1 : 0);
  const u = Math.floor(bits / 2);
  const v = bits - u;
  const rounds = bits <= 10 ? 32 : 10;
  let value = BigInt(receipt.number) - 1n;
  do {
    let a = value >> BigInt(v);
    let b = value & ((1n << BigInt(v)) - 1n);
    for (let round = 0; round < rounds; round += 1) {
      const width = BigInt(round % 2 === 0 ? u : v);
      const f = new DataView((await hmac(laneSeed, u8(round), u64(b))).buffer).getUint32(0);
      [a, b] = [b, (a + BigInt(f)) % (1n << width)];
    }
    value = (a << BigInt(v)) | b;
  } while (value >= count);
  return Number(value) + 1;
}
