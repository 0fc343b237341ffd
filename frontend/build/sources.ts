import { readFileSync, readdirSync } from "node:fs";

// The text of every file that may name a class or an icon.
export function sources(): string[] {
  const named = [...files("src/guanjia", /\.(html|py)$/), ...files("frontend", /\.ts$/)];
  return named.map((file) => readFileSync(file, "utf8"));
}

function files(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file) && !/(^|\/)(static|locale|migrations)\//.test(file))
    .map((file) => `${folder}/${file}`);
}
