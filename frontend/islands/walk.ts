import {
  BoxGeometry,
  CylinderGeometry,
  Color,
  DirectionalLight,
  DoubleSide,
  Group,
  HemisphereLight,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshLambertMaterial,
  PerspectiveCamera,
  PlaneGeometry,
  Quaternion,
  Scene,
  Shape,
  ShapeGeometry,
  Vector3,
  WebGLRenderer,
  type BufferGeometry,
} from "three";
import { island } from "../lib/island";
import { word } from "../lib/words";

// `[data-walk][data-scene="id"]` builds the room of the JSON in #id and lets the reader walk in it. Seats are instances of one
// box each, so a hall of a thousand seats is a dozen draws. The resolution falls until the picture keeps up; where even
// the smallest stays below LEAST_FPS, at the door or later in the hall, the flat plan below takes over and the page says why.
const LEAST_FPS = 30;
const PROBE_MS = 1500;
// So many slow probes in a row (3 s) end the walk; one may be a hiccup of the machine.
const SLOW_PROBES = 2;
const RATIOS = [1, 0.75, 0.5, 0.35];
const EYE = 1.6;

interface Room {
  outline: [number, number][];
  box: [number, number, number, number];
  height: number;
  front: string;
  pillars: number[][];
  stage: number[] | null;
  doors: number[][];
  items: [string, number, number, number, number, number, number, number][];
  seats: [number, number, number, string, number][];
  focus: [number, number];
}

const COLOURS: Record<string, string> = {
  seat: "#4a7ab5",
  rostrum: "#b5792a",
  wheelchair: "#2f8a4f",
  interpreter: "#7a5bb0",
  standing: "#8aa3bd",
  screen: "#f4f7fb",
  booth: "#9fb0c2",
  media: "#55606c",
};

class Walk {
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(65, 1, 0.1, 200);
  // What the camera stands on: in a headset the floor under the wearer's feet, else the origin.
  private readonly ground = new Group();
  private readonly renderer: WebGLRenderer;
  private readonly keys = new Set<string>();
  private yaw = 0;
  private frames: number[] = [];
  private ratio = 0;
  private slow = 0;
  private ended = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly view: HTMLElement,
    private readonly room: Room,
  ) {
    this.renderer = new WebGLRenderer({ antialias: false, powerPreference: "low-power" });
    view.append(this.renderer.domElement);
    this.scene.background = new Color("#dfe5ec");
    this.scene.add(new HemisphereLight("#ffffff", "#b8a98c", 2.2));
    const sun = new DirectionalLight("#ffffff", 1.2);
    sun.position.set(8, 20, 12);
    this.scene.add(sun);
    this.ground.add(this.camera);
    this.scene.add(this.ground);
    this.build();
    this.go("door");
    this.size();
    new ResizeObserver(() => this.size()).observe(view);
    view.addEventListener("keydown", (event) => this.key(event, true));
    view.addEventListener("keyup", (event) => this.key(event, false));
    view.addEventListener("blur", () => this.keys.clear());
    document.addEventListener("visibilitychange", () => this.forget());
    view.addEventListener("pointerdown", (event) => this.turn(event));
    for (const button of root.querySelectorAll<HTMLElement>("[data-walk-go]"))
      button.addEventListener("click", () => this.go(button.dataset["walkGo"] ?? ""));
    void this.headset();
    this.renderer.setAnimationLoop((now: number) => this.frame(now));
  }

  private material(colour: string): MeshLambertMaterial {
    return new MeshLambertMaterial({ color: colour });
  }

  private box(x: number, y: number, z: number, w: number, h: number, d: number, colour: string, turn = 0): void {
    const mesh = new Mesh(new BoxGeometry(w, h, d), this.material(colour));
    mesh.position.set(x, y, z);
    mesh.rotation.y = (-turn * Math.PI) / 180;
    this.freeze(mesh);
  }

  private freeze(mesh: Mesh): void {
    mesh.updateMatrix();
    mesh.matrixAutoUpdate = false;
    this.scene.add(mesh);
  }

  private build(): void {
    const { room } = this;
    const shape = new Shape();
    room.outline.forEach(([x, y], index) => (index ? shape.lineTo(x, -y) : shape.moveTo(x, -y)));
    const floor = new Mesh(new ShapeGeometry(shape), new MeshLambertMaterial({ color: "#b9a789", side: DoubleSide }));
    floor.rotation.x = -Math.PI / 2;
    this.freeze(floor);
    room.outline.forEach((from, index) => this.wall(from, room.outline[(index + 1) % room.outline.length]!));
    for (const [x, y, w, d, turn] of room.pillars) this.box(x!, room.height / 2, y!, w!, room.height, d!, "#8d949c", turn);
    if (room.stage) this.box(room.stage[0]!, 0.3, room.stage[1]!, room.stage[2]!, 0.6, room.stage[3]!, "#7d5f38");
    room.doors.forEach((door) => this.door(door));
    this.furniture();
    this.seats();
  }

  private wall([ax, ay]: [number, number], [bx, by]: [number, number]): void {
    const length = Math.hypot(bx - ax, by - ay);
    const mesh = new Mesh(new PlaneGeometry(length, this.room.height), new MeshLambertMaterial({ color: "#f1ece2", side: DoubleSide }));
    mesh.position.set((ax + bx) / 2, this.room.height / 2, (ay + by) / 2);
    mesh.rotation.y = -Math.atan2(by - ay, bx - ax);
    this.freeze(mesh);
  }

  private door([x, y, wide, ax, ay, bx, by]: number[]): void {
    const turn = (Math.atan2(by! - ay!, bx! - ax!) * 180) / Math.PI;
    this.box(x!, 1.05, y!, wide!, 2.1, 0.12, "#2e6b45", turn);
    this.box(x!, 2.35, y!, Math.min(0.8, wide!), 0.25, 0.16, "#19a552", turn);
  }

  private level(x: number, y: number): number {
    const stage = this.room.stage;
    return stage && Math.abs(x - stage[0]!) <= stage[2]! / 2 && Math.abs(y - stage[1]!) <= stage[3]! / 2 ? 0.6 : 0;
  }

  private furniture(): void {
    const groups = new Map<string, Room["items"]>();
    for (const item of this.room.items) {
      const key = `${item[0]}/${item[3]}/${item[4]}`;
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    for (const items of groups.values()) {
      const [kind, , , w, d, , high, round] = items[0]!;
      const solid = ["booth", "media", "lectern", "screen"].includes(kind);
      const thick = solid ? high : 0.06;
      const shape = round ? new CylinderGeometry(w / 2, w / 2, thick, 14) : new BoxGeometry(w, thick, d);
      this.many(
        shape,
        COLOURS[kind] ?? "#c8b28a",
        items.map(([, x, y, , , facing]) => [x, this.level(x, y) + high - thick / 2, y, facing]),
      );
      if (!solid)
        this.many(
          new BoxGeometry(round ? 0.12 : w * 0.8, high - 0.06, 0.08),
          "#8f7a55",
          items.map(([, x, y, , , facing]) => [x, this.level(x, y) + (high - 0.06) / 2, y, facing]),
        );
    }
  }

  private seats(): void {
    const groups = new Map<string, Room["seats"]>();
    for (const seat of this.room.seats) {
      const key = seat[4] ? "soft" : seat[3];
      groups.set(key, [...(groups.get(key) ?? []), seat]);
    }
    for (const [kind, seats] of groups) {
      if (kind === "standing") continue;
      const [wide, low] = kind === "soft" ? [0.8, 0.42] : kind === "wheelchair" ? [0.65, 0.5] : [0.44, 0.45];
      const colour = COLOURS[kind] ?? "#9a5b4a";
      this.many(new BoxGeometry(wide, 0.08, wide), colour, seats.map(([x, y, facing]) => [x, this.level(x, y) + low, y, facing]));
      const back = wide / 2 - 0.03;
      this.many(
        new BoxGeometry(wide, 0.5, 0.06),
        colour,
        seats.map(([x, y, facing]) => {
          const t = (facing * Math.PI) / 180;
          return [x - Math.sin(t) * back, this.level(x, y) + low + 0.28, y + Math.cos(t) * back, facing];
        }),
      );
    }
  }

  private many(shape: BufferGeometry, colour: string, places: [number, number, number, number][]): void {
    const mesh = new InstancedMesh(shape, this.material(colour), places.length);
    const [matrix, turn, up, one] = [new Matrix4(), new Quaternion(), new Vector3(0, 1, 0), new Vector3(1, 1, 1)];
    places.forEach(([x, y, z, facing], index) => {
      turn.setFromAxisAngle(up, (-facing * Math.PI) / 180);
      mesh.setMatrixAt(index, matrix.compose(new Vector3(x, y, z), turn, one));
    });
    this.freeze(mesh);
  }

  private go(where: string): void {
    const { box, doors, focus, seats } = this.room;
    const [left, top, right, bottom] = box;
    const middle = [(left + right) / 2, (top + bottom) / 2] as const;
    if (where === "above") {
      this.camera.position.set(middle[0], Math.max(right - left, bottom - top) * 0.85, bottom + 2);
      this.camera.lookAt(middle[0], 0, middle[1]);
      return;
    }
    let [x, y] = focus;
    let [tx, ty]: readonly [number, number] = middle;
    if (where === "back") {
      const far = [...seats].sort((a, b) => Math.hypot(b[0] - x, b[1] - y) - Math.hypot(a[0] - x, a[1] - y))[0];
      [tx, ty] = focus;
      [x, y] = far ? [far[0], far[1]] : [middle[0], bottom - 1];
    } else if (where === "door" && doors[0]) {
      const [dx, dy] = doors[0] as [number, number];
      const reach = Math.hypot(middle[0] - dx, middle[1] - dy) || 1;
      [x, y] = [dx + ((middle[0] - dx) / reach) * 1.2, dy + ((middle[1] - dy) / reach) * 1.2];
    }
    this.camera.position.set(x, this.level(x, y) + (where === "back" ? 1.25 : EYE), y);
    this.yaw = Math.atan2(-(tx - x), -(ty - y));
    this.camera.rotation.set(-0.06, this.yaw, 0, "YXZ");
  }

  private key(event: KeyboardEvent, down: boolean): void {
    if (!/^(Arrow|[wasdqeWASDQE]$)/.test(event.key)) return;
    event.preventDefault();
    const key = event.key.toLowerCase();
    if (down) this.keys.add(key);
    else this.keys.delete(key);
  }

  private turn(event: PointerEvent): void {
    let last = event.clientX;
    this.view.focus({ preventScroll: true });
    const move = (to: PointerEvent): void => {
      this.yaw += (to.clientX - last) * 0.005;
      last = to.clientX;
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", () => document.removeEventListener("pointermove", move), { once: true });
  }

  private step(seconds: number): void {
    const on = (...names: string[]): number => (names.some((name) => this.keys.has(name)) ? 1 : 0);
    this.yaw += (on("q", "arrowleft") - on("e", "arrowright")) * 1.4 * seconds;
    const [ahead, aside] = [on("w", "arrowup") - on("s", "arrowdown"), on("d") - on("a")];
    if (!this.keys.size) return;
    const at = this.camera.position;
    const reach = 2.2 * seconds;
    const x = at.x + (-Math.sin(this.yaw) * ahead + Math.cos(this.yaw) * aside) * reach;
    const z = at.z + (-Math.cos(this.yaw) * ahead - Math.sin(this.yaw) * aside) * reach;
    if (this.within(x, z)) at.set(x, this.level(x, z) + EYE, z);
    this.camera.rotation.set(-0.06, this.yaw, 0, "YXZ");
  }

  private within(x: number, y: number): boolean {
    let inside = false;
    const { outline } = this.room;
    outline.forEach(([ax, ay], index) => {
      const [bx, by] = outline[(index + 1) % outline.length]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    });
    return inside;
  }

  private size(): void {
    const { clientWidth: w, clientHeight: h } = this.view;
    if (!w || !h) return;
    this.renderer.setPixelRatio(RATIOS[this.ratio]!);
    this.renderer.setSize(w, h, false);
    this.camera.aspect = w / h;
    this.camera.updateProjectionMatrix();
  }

  private last = 0;

  private frame(now: number): void {
    if (this.ended) return;
    const seconds = Math.min(0.1, (now - this.last) / 1000);
    this.last = now;
    if (this.renderer.xr.isPresenting) this.stride(seconds);
    else this.step(seconds);
    this.renderer.render(this.scene, this.camera);
    if (document.hidden || this.renderer.xr.isPresenting) this.forget();
    else this.measure(now);
  }

  // Nothing was drawn here for a while: what was counted before says nothing.
  private forget(): void {
    this.frames = [];
    this.slow = 0;
  }

  // Frames of each PROBE_MS, as long as the walk lasts; too few: a coarser picture, and in the end the flat plan.
  private measure(now: number): void {
    this.frames.push(now);
    const first = this.frames[0]!;
    if (now - first < PROBE_MS) return;
    const fps = ((this.frames.length - 1) * 1000) / (now - first);
    this.frames = [];
    this.root.dataset["fps"] = fps.toFixed(0);
    this.root.dataset["ratio"] = String(RATIOS[this.ratio]);
    const note = this.root.querySelector("[data-walk-note]");
    if (fps >= LEAST_FPS) {
      this.slow = 0;
      if (note) note.textContent = word("walk.runs", fps.toFixed(0));
    } else if (this.ratio < RATIOS.length - 1) {
      this.ratio += 1;
      this.size();
    } else {
      this.slow += 1;
      if (this.slow >= SLOW_PROBES) this.stop(word("walk.slow", fps.toFixed(0)));
    }
  }

  private stop(reason: string): void {
    this.ended = true;
    this.renderer.setAnimationLoop(null);
    this.renderer.dispose();
    flat(this.root, reason);
  }

  // A headset, where the browser knows one.
  private async headset(): Promise<void> {
    const xr = (navigator as Navigator & { xr?: { isSessionSupported(mode: string): Promise<boolean>; requestSession(mode: string): Promise<unknown> } }).xr;
    const button = this.root.querySelector<HTMLButtonElement>("[data-walk-vr]");
    if (!xr || !button || !(await xr.isSessionSupported("immersive-vr").catch(() => false))) return;
    button.hidden = false;
    this.renderer.xr.enabled = true;
    button.addEventListener("click", () => {
      void xr.requestSession("immersive-vr").then((session) => this.enter(session as XRSession));
    });
  }

  // The wearer stands where the reader stood, at the height of their own eyes; afterwards the reader stands there again.
  private enter(session: XRSession): Promise<void> {
    const { x, y, z } = this.camera.position;
    this.ground.position.set(x, this.level(x, z), z);
    this.ground.rotation.y = this.yaw;
    session.addEventListener("end", () => {
      const at = this.ground.position.clone();
      this.ground.position.set(0, 0, 0);
      this.ground.rotation.y = 0;
      this.camera.position.set(at.x, y, at.z);
      this.camera.rotation.set(-0.06, this.yaw, 0, "YXZ");
    });
    return this.renderer.xr.setSession(session);
  }

  // With a stick of the controller: forward is where the wearer looks.
  private stride(seconds: number): void {
    for (const source of this.renderer.xr.getSession()?.inputSources ?? []) {
      const [, , aside = 0, back = 0] = source.gamepad?.axes ?? [];
      if (Math.hypot(aside, back) < 0.2) continue;
      const look = this.renderer.xr.getCamera().getWorldDirection(new Vector3()).setY(0).normalize();
      const reach = 2.2 * seconds;
      const x = this.ground.position.x + (-look.x * back - look.z * aside) * reach;
      const z = this.ground.position.z + (-look.z * back + look.x * aside) * reach;
      if (this.within(x, z)) this.ground.position.set(x, this.level(x, z), z);
    }
  }
}

function flat(root: HTMLElement, reason: string): void {
  root.classList.add("flat");
  root.dataset["flat"] = "yes";
  const note = root.querySelector("[data-walk-note]");
  if (note) note.textContent = reason;
}

island("[data-walk]", (root) => {
  const view = root.querySelector<HTMLElement>("[data-walk-view]");
  const text = document.getElementById(root.dataset["scene"] ?? "")?.textContent;
  if (!view || !text) return;
  try {
    new Walk(root, view, JSON.parse(text) as Room);
  } catch {
    flat(root, word("walk.none"));
  }
});
