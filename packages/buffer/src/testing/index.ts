export { createTestBuffer, type TestBuffer } from "./create-test-buffer.ts";
export { makeTrafficRecord } from "./traffic-record.ts";
