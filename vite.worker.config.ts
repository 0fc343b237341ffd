import { defineConfig } from "vite";

// The service worker is one classic script under a fixed name; the page asks for it at /sw.js.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "src/guanjia/ui/static/ui/dist",
    emptyOutDir: false,
    target: ["chrome111", "firefox113", "safari16.4"],
    lib: { entry: "frontend/worker/sw.ts", formats: ["iife"], name: "guanjiaWorker", fileName: () => "sw.js" },
  },
});
