/**
 * Preloaded into a process under test: its wall clock jumps every few seconds, by up to `?spanMs=` ahead or back.
 * Timers and `performance.now()` go on as they do when a clock is set.
 */
const EVERY_MS = 2_000;
/** Prime to each other, so that the jumps look like chance and no two in a row are alike. */
const STRIDE = 7_919;
const PLACES = 2_001;

const { searchParams } = new URL(import.meta.url);
const spanMs = Number(searchParams.get("spanMs"));
const realNow = Date.now.bind(Date);

const jumpMs = (): number => {
  const turn = Math.floor((performance.now() + process.pid) / EVERY_MS);
  const place = (turn * STRIDE) % PLACES;
  return Math.round(((2 * place) / (PLACES - 1) - 1) * spanMs);
};
const now = (): number => realNow() + jumpMs();

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget): object => {
    const made: unknown = Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget);
    if (!(made instanceof target)) throw new TypeError("not a time");
    return made;
  },
  get: (target, name, receiver): unknown =>
    name === "now" ? now : Reflect.get(target, name, receiver),
});
