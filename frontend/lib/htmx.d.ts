declare module "htmx.org/dist/htmx.esm.js" {
  interface Htmx {
    ajax(verb: string, path: string, context: Record<string, unknown>): Promise<void>;
    process(element: Element): void;
  }
  const htmx: Htmx;
  export default htmx;
}
