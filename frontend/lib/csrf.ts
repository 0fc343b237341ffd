// The token that a post of this page must carry.
export function csrf(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  return meta || document.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')?.value || "";
}
