export {
  collectedRecordArbitrary,
  eventIdArbitrary,
  recordArbitrary,
  usageArbitrary,
} from "./arbitraries.ts";
export { makeCollectedRecord, makeEventId, makeLine, makeRecord } from "./builders.ts";
