export { AdminBench } from "./admin-bench.ts";
export { FakeMoney } from "./fake-money.ts";
export { FakeQueries } from "./fake-queries.ts";
export { ManualClock } from "./manual-clock.ts";
export { MemoryAdmin } from "./memory-admin.ts";
export { MemoryAudit } from "./memory-audit.ts";
export { MemoryBuffer } from "./memory-buffer.ts";
export { MemoryKeys, TEST_PEPPER } from "./memory-keys.ts";
export { MemoryMembers } from "./memory-members.ts";
