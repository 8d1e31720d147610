/**
 * Tells the person at the terminal one thing.
 * @param {string} text
 */
export const say = (text) => process.stderr.write(`[tokenledger] ${text}\n`);

/**
 * Tells why it cannot go on, and what to do, and ends.
 * @param {string} text
 * @returns {never}
 */
export const fail = (text) => {
  say(text);
  process.exit(1);
};

/**
 * Runs a step and says how long it took.
 * @param {string} text
 * @param {() => void} step
 */
export const timed = (text, step) => {
  say(`${text} …`);
  const start = Date.now();
  step();
  say(`${text}: done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
};
