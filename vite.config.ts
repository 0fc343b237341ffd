import { defineConfig } from "vite";
import { readdirSync } from "node:fs";
import { icons } from "./frontend/build/icons.ts";
import { cssOrder } from "./frontend/build/order.ts";
import { smallTabler } from "./frontend/build/tabler.ts";

const ENTRIES = "frontend/entries";

// Every file of frontend/entries is an entry: a page takes it by `{% bundle "name" %}`.
export default defineConfig({
  base: "/static/ui/dist/",
  publicDir: false,
  plugins: [smallTabler(), icons(), cssOrder()],
  build: {
    outDir: "src/guanjia/ui/static/ui/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: ["chrome111", "firefox113", "safari16.4"],
    rolldownOptions: {
      input: readdirSync(ENTRIES).map((file) => `${ENTRIES}/${file}`),
    },
  },
});
