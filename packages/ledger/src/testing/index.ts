export { createTestLedger, type TestLedger } from "./create-test-ledger.ts";
