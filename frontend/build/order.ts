import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

type Chunk = { css?: string[] };

// Styles that several entries share come before an entry's own, whatever order the bundler lists them in:
// what stands later wins, and an entry's own rules are meant to.
export function cssOrder(): Plugin {
  return {
    name: "css-order",
    writeBundle(options) {
      const file = join(options.dir ?? "", "manifest.json");
      const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, Chunk>;
      for (const [entry, chunk] of Object.entries(manifest)) {
        chunk.css?.sort((one, other) => rank(entry, one) - rank(entry, other));
      }
      writeFileSync(file, JSON.stringify(manifest, null, 2));
    },
  };
}

function rank(entry: string, sheet: string): number {
  const name = sheet.replace(/^assets\//, "").replace(/-[^-]*\.css$/, "");
  if (name === "style") return 0;
  return entry.endsWith(`/${name}.ts`) ? 2 : 1;
}
