import { LoadGate, LoadJob } from "./load-job.ts";
import { LoadRun } from "./load-run.ts";

let run: LoadRun | undefined;

process.on("message", (message) => {
  const gate = LoadGate.safeParse(message);
  if (gate.success) {
    run?.hold(gate.data.isHeld);
    return;
  }
  run = new LoadRun(LoadJob.parse(message));
  void run.run().then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
