import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { initialScriptBudget } from "./initial-script-budget.ts";
import { precompress } from "./precompress.ts";
import { FIRST, SHARED, routePreload } from "./route-preload.ts";

/**
 * Builds `dist/` for the server's static door. Nothing is inlined (`assetsInlineLimit: 0`): the page runs under
 * `default-src 'self'`, which refuses data: addresses. `dev` proxies the API to a server on port 4300.
 */
export default defineConfig({
  plugins: [react(), tailwindcss(), initialScriptBudget(), routePreload(), precompress()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    target: "es2023",
    // A request costs more than a few KB: the libraries are one chunk, what two pages or more need another, and every page is one.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: FIRST, tags: ["$initial"], test: /node_modules|preload-helper/, priority: 2 },
            { name: SHARED, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    port: 4310,
    proxy: { "/trpc": "http://127.0.0.1:4300", "/api": "http://127.0.0.1:4300" },
  },
});
