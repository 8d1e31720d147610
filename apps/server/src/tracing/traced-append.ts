import { traced } from "@tokenledger/tracing";
import type { UsageBuffer } from "@tokenledger/usage";

/** A buffer whose appends are told as spans: how long a call to collect waited for its records to be kept. */
export const tracedAppend = (buffer: Pick<UsageBuffer, "append">): Pick<UsageBuffer, "append"> => ({
  append: (records) =>
    traced(
      "append usage",
      {
        kind: "producer",
        attributes: {
          "messaging.system": "redis",
          "messaging.operation.name": "append",
          "messaging.operation.type": "send",
          "messaging.destination.name": "usage",
          "messaging.batch.message_count": records.length,
        },
      },
      () => buffer.append(records),
    ),
});
