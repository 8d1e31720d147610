export { FolderFiles } from "./files/folder-files.ts";
export { lineColumns } from "./columns/line-columns.ts";
export {
  ExportWorker,
  type ExportEvent,
  type ExportWorkerOptions,
} from "./worker/export-worker.ts";
export { exportDefaults, type ExportSettings } from "./worker/export-tools.ts";
export { manifestName } from "./worker/manifest.ts";
