import type { BarcodeDetector as Ponyfill } from "barcode-detector/ponyfill";

type Detector = Pick<Ponyfill, "detect">;
type Formats = ("qr_code" | "code_128" | "ean_13" | "data_matrix")[];
const FORMATS: Formats = ["qr_code", "code_128", "ean_13", "data_matrix"];

// The browser's own reader where it knows QR codes, else one that we bring along; its wasm comes from our own address.
export async function detector(): Promise<Detector> {
  const own = (window as unknown as { BarcodeDetector?: { new (options: { formats: Formats }): Detector; getSupportedFormats(): Promise<string[]> } }).BarcodeDetector;
  if (own && (await own.getSupportedFormats().catch(() => [] as string[])).includes("qr_code")) return new own({ formats: FORMATS });
  const [{ BarcodeDetector, prepareZXingModule }, wasm] = await Promise.all([
    import("barcode-detector/ponyfill"),
    import("zxing-wasm/reader/zxing_reader.wasm?url"),
  ]);
  prepareZXingModule({ overrides: { locateFile: () => wasm.default } });
  return new BarcodeDetector({ formats: FORMATS });
}

// The camera that looks away from the reader, in `video`. Throws DOMException NotAllowedError, NotFoundError…
export async function camera(video: HTMLVideoElement): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  video.srcObject = stream;
  await video.play();
  return stream;
}
