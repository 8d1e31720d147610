import type { Catalogue } from "./catalogue.ts";
import { zhCnFrame } from "./zh-cn-frame.ts";
import { zhCnPages } from "./zh-cn-pages.ts";

/** Every text of the page in Simplified Chinese. */
export const zhCn: Catalogue = { ...zhCnFrame, ...zhCnPages };
