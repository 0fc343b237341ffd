import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";
import type { Plugin } from "vite";
import { sources } from "./sources.ts";

const TABLER = "node_modules/@tabler/core/dist/css/tabler.css";
const KEPT = [/^bg-(blue|azure|indigo|purple|pink|red|orange|yellow|lime|green|teal|cyan|secondary)-lt$/, /^alert-/, /^is-/, /^show$/];

// Tabler's sheet is 600 KB. What no template, Python file or island names is left out; our own sheets follow it in one file,
// because their order decides.
export function smallTabler(): Plugin {
  return {
    name: "guanjia-small-tabler",
    enforce: "pre",
    async transform(code, id) {
      if (!id.endsWith("/css/style.css")) return;
      const own = [...code.matchAll(/@import "(.+?)"/g)].map((match) => join(dirname(id), match[1]!));
      for (const file of own) this.addWatchFile(file);
      return { code: [await used(), ...own.map((file) => readFileSync(file, "utf8"))].join("\n"), map: null };
    },
  };
}

async function used(): Promise<string> {
  const content = sources().map((raw) => ({ raw, extension: "html" }));
  const [purged] = await new PurgeCSS().purge({
    content,
    css: [{ raw: readFileSync(TABLER, "utf8") }],
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_:/.-]+/g) ?? [],
    safelist: { standard: KEPT },
    keyframes: true,
    fontFace: true,
  });
  return withoutUnusedVariables(purged!.css);
}

// Leaves out the custom properties that neither the rest of the sheet nor our own sheets read.
function withoutUnusedVariables(css: string): string {
  const own = readdirSync("frontend/css").map((file) => readFileSync(`frontend/css/${file}`, "utf8")).join("\n");
  const root = postcss.parse(css);
  root.walkComments((comment) => void comment.remove());
  root.walkAtRules("charset", (rule) => void rule.remove());
  for (let removed = true; removed; ) {
    removed = false;
    const names = new Set([...`${root.toString()}\n${own}`.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]));
    root.walkDecls(/^--/, (declaration) => {
      if (names.has(declaration.prop)) return;
      declaration.remove();
      removed = true;
    });
  }
  root.walkRules((rule) => void (rule.nodes.length === 0 && rule.remove()));
  return root.toString();
}
