export {
  createAnthropicReports,
  type AnthropicReportsOptions,
} from "./create-anthropic-reports.ts";
