// While somebody writes, a proof of work for their form is found, a little at a time; with it the form passes where many send at once
// from one address. Without this script, or before it is done, the form is sent as it is. The check: rumo/science/work.py.
const PARTS = 8, BOUND = 40, AT_ONCE = 10, REST = 15; // milliseconds of work, and of rest for the page and the battery
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const broken = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const START = primes.slice(0, 8).map((p) => broken(Math.sqrt(p)));
const K = Int32Array.from(primes, (p) => broken(Math.cbrt(p)));
const w = new Int32Array(64);

// The first word of SHA-256 of a text of at most 55 ASCII characters.
function first(text) {
  w.fill(0, 0, 16);
  for (let i = 0; i < text.length; i++) w[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
  w[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  w[15] = 8 * text.length;
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i++) {
    if (i > 15) {
      const x = w[i - 15], y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3))
        + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10));
    }
    const t = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const u = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
  }
  return (a + START[0]) >>> 0;
}

const subject = (form) => (form.elements.code || form.elements.token).value;

function work(field) {
  const bits = Number(field.dataset.bits), of = subject(field.form), found = [];
  let number = 0;
  (function some() {
    for (const until = performance.now() + AT_ONCE; performance.now() < until && found.length < PARTS;) {
      for (let left = 100; left && found.length < PARTS; left--, number++) {
        if (first(`${of.slice(-BOUND)}.${found.length}.${number}`) >>> (32 - bits) === 0) { found.push(number); number = -1; }
      }
    }
    if (found.length < PARTS) return setTimeout(some, REST);
    for (const place of document.querySelectorAll("input[name=prova]")) if (subject(place.form) === of) place.value = found.join(".");
    if (field.form.dataset.send) field.form.requestSubmit();
  })();
}

const begun = new Set();
function begin(form) {
  const field = form && form.elements.prova;
  if (!field || field.value || begun.has(subject(form))) return;
  begun.add(subject(form));
  work(field);
}
for (const event of ["focusin", "input", "pointerdown"]) document.addEventListener(event, (at) => begin(at.target.closest("form")));
document.querySelectorAll("form[data-send]").forEach(begin);
