export { createTestLedger, type TestLedger } from "./create-test-ledger.ts";
export { openDeployedLedger } from "./deployed-ledger.ts";
