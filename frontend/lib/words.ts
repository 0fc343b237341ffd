// The sentences of guanjia/ui/words.py, in the language of the page.
let table: Record<string, string> | undefined;

export function word(key: string, ...values: (string | number)[]): string {
  table ??= JSON.parse(document.getElementById("ui-words")?.textContent || "{}") as Record<string, string>;
  let at = 0;
  return (table[key] ?? key).replace(/%s/g, () => String(values[at++] ?? ""));
}
