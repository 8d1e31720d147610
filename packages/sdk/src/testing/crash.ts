/** `npm run crash -w packages/sdk [-- <seeds>]`: the crash test, 50 times by default. Prints one line a seed; fails on the first lost record. */
import { crashOnce } from "./crash-run.ts";

const seedCount = Number(process.argv[2] ?? 50);
let recordCount = 0;

for (let seed = 1; seed <= seedCount; seed += 1) {
  const { returnedIds, arrivedIds, balance } = await crashOnce(seed);
  const lostCount = returnedIds.filter((id) => !arrivedIds.has(id)).length;
  recordCount += returnedIds.length;
  process.stdout.write(
    `seed=${seed} returned=${returnedIds.length} arrived=${arrivedIds.size} lost=${lostCount} duplicates=${balance.duplicateCount} damaged=${balance.damagedLineCount}\n`,
  );
  if (lostCount > 0) {
    process.exitCode = 1;
    break;
  }
}
process.stdout.write(`kills=${seedCount} records=${recordCount}\n`);
