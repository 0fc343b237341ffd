import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Plugin } from "vite";
import { sources } from "./sources.ts";

const FROM = "node_modules/@tabler/icons/icons/outline";
const TO = "src/guanjia/ui/static/ui/dist/icons";
const QUOTED = /["']([a-z][a-z0-9]*(?:-[a-z0-9]+)*)["']/g;

// Writes one small SVG for each quoted word in templates and code that is the name of a Tabler outline icon.
export function icons(): Plugin {
  return {
    name: "guanjia-icons",
    closeBundle() {
      const names = new Set<string>();
      for (const text of sources()) for (const match of text.matchAll(QUOTED)) names.add(match[1]!);
      mkdirSync(TO, { recursive: true });
      for (const name of names) {
        if (existsSync(`${FROM}/${name}.svg`)) writeFileSync(`${TO}/${name}.svg`, plain(readFileSync(`${FROM}/${name}.svg`, "utf8")));
      }
      copyFileSync("node_modules/@tabler/icons/LICENSE", `${TO}/LICENSE`);
    },
  };
}

// The drawing without the notes of the icon set, with our class and hidden from screen readers.
function plain(svg: string): string {
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.indexOf("</svg>"));
  const open = '<svg xmlns="http://www.w3.org/2000/svg" class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">';
  return `${open}${shapes.replace(/\s*\n\s*/g, "").replace('<path stroke="none" d="M0 0h24v24H0z" fill="none"/>', "")}</svg>`;
}
