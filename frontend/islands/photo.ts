import { island } from "../lib/island";
import { note } from "../lib/note";
import { word } from "../lib/words";

// `[data-photo]` around a file input: photos are made smaller on the phone, marked with place, person and time where
// data-watermark says so, shown, and can be taken back.
const LONG_SIDE = 1600;
const QUALITY = 0.82;

island("[data-photo]", (place) => {
  const input = place.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) return;
  const shots = document.createElement("div");
  shots.className = "photo-shots";
  shots.setAttribute("aria-live", "polite");
  place.append(shots);
  let kept: File[] = [];
  input.addEventListener("change", async () => {
    const chosen = [...(input.files ?? [])].filter((file) => !kept.includes(file));
    const taken = await Promise.all(chosen.map((file) => smaller(file, place.dataset["watermark"] ?? "")));
    kept = [...(input.multiple ? kept : []), ...taken.filter((file) => file !== null)];
    if (taken.includes(null)) note(word("photo.not"), true);
    show();
  });
  const show = (): void => {
    const list = new DataTransfer();
    for (const file of kept) list.items.add(file);
    input.files = list.files;
    shots.replaceChildren(...kept.map((file) => shot(file, () => {
      kept = kept.filter((one) => one !== file);
      show();
    })));
    place.dispatchEvent(new Event("input", { bubbles: true }));
  };
});

function shot(file: File, remove: () => void): HTMLElement {
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  image.src = URL.createObjectURL(file);
  image.alt = word("photo.kept");
  image.onload = () => URL.revokeObjectURL(image.src);
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", word("photo.remove"));
  button.addEventListener("click", remove);
  figure.append(image, button);
  return figure;
}

// The photo as JPEG of at most 1600 px, upright; null when it is no photo. Drawing it anew also leaves out where it was taken.
async function smaller(file: File, watermark: string): Promise<File | null> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d")!;
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if (watermark) mark(pen, `${watermark} ${new Date().toLocaleString("sv-SE").slice(0, 16)}`);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return blob && new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

function mark(pen: CanvasRenderingContext2D, text: string): void {
  const { width, height } = pen.canvas;
  const size = Math.max(14, Math.round(width / 45));
  pen.font = `${size}px sans-serif`;
  pen.fillStyle = "rgb(0 0 0 / 55%)";
  pen.fillRect(0, height - size * 2, width, size * 2);
  pen.fillStyle = "#fff";
  pen.fillText(text, size / 2, height - size * 0.65, width - size);
}
