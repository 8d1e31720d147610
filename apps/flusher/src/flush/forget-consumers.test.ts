import { UnavailableError } from "@tokenledger/usage";
import { expect, test, vi } from "vitest";
import { forgetConsumers, type ConsumerKeeper } from "./forget-consumers.ts";
import { createLogLines } from "../testing/log-lines.ts";

test("consumers are looked through again and again, also after a failure, until disposed of", async () => {
  const removeIdleConsumers = vi
    .fn<ConsumerKeeper["removeIdleConsumers"]>()
    .mockRejectedValueOnce(new UnavailableError("away"))
    .mockResolvedValue(3);
  const { log, text } = createLogLines();
  const forgetting = forgetConsumers({ removeIdleConsumers }, log, 1);
  await vi.waitFor(() => expect(text()).toContain(`"count":3`));
  forgetting[Symbol.dispose]();
  expect(text()).toContain("could not be looked through");
  expect(removeIdleConsumers).toHaveBeenCalledWith(3_600_000);
});
