export {
  createAnthropicReports,
  type AnthropicReportsOptions,
} from "./create-anthropic-reports.ts";
export { openReconciliation } from "./open-reconciliation.ts";
