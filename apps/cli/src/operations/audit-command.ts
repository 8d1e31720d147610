import type { AuditMark } from "@tokenledger/usage";
import { Command, JSON_FLAG, jsonLine, print, URL_FLAG, type AnyCommand } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { progressLine } from "../progress-line.ts";

interface Asked {
  readonly url?: string | undefined;
  readonly json?: true | undefined;
}

const verify = async ({ url, json }: Asked): Promise<void> => {
  const { withAdmin } = await import("../admin/with-admin.ts");
  await withAdmin(url, async ({ client }) => {
    const progress = progressLine(process.stderr);
    let checkedCount = 0;
    let after: AuditMark | null = null;
    for (;;) {
      const {
        checkedCount: count,
        totalCount,
        next,
        broken,
      } = await client.audit.verify.query({ after });
      checkedCount += count;
      progress.show(
        checkedCount / Math.max(1, Number(totalCount)),
        `${checkedCount} of ${totalCount} entries`,
      );
      if (broken !== null) process.exitCode = exitCodes.wrong;
      if (broken !== null || next === null) {
        progress.end();
        const text =
          broken === null
            ? `whole: ${checkedCount} entries`
            : `broken at entry ${broken.seq}: ${broken.fault}`;
        print(json === true ? jsonLine({ checkedCount, broken }) : text);
        return;
      }
      after = next;
    }
  });
};

/** The log of what people did. */
export const auditCommand = (): AnyCommand =>
  new Command("audit").description("The log of what people did.").addCommand(
    new Command("verify")
      .summary("follows the audit log's chain of hashes; ends with 1 where it breaks")
      .option(...URL_FLAG)
      .option(...JSON_FLAG)
      .action(verify),
  );
