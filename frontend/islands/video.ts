import { csrf } from "../lib/csrf";
import { island } from "../lib/island";

// A small video room without a server between: each page sends its picture to each other page. The house only carries the
// first lines between them. Of two pages the one with the higher number calls.
const POLL_MS = 1_000;
const GATHER_MS = 2_000;
// Two or three see each other in high definition; more would ask more of the way up than most lines have.
const FEW = 2;
const sized = (others: number): MediaTrackConstraints =>
  others <= FEW ? { width: { ideal: 1280 }, height: { ideal: 720 } } : { width: { ideal: 640 }, height: { ideal: 360 } };

type Line = { from: number; kind: "offer" | "answer"; body: string };
type Mail = { peers: { id: number; name: string }[]; lines: Line[]; refused?: string };
type Peer = { link: RTCPeerConnection; tile: HTMLElement };

island("[data-video-room]", (room) => {
  const me = Number(room.dataset["me"]);
  const find = <T extends HTMLElement>(name: string): T => room.querySelector<T>(`[data-video-${name}]`)!;
  const wall = find("wall");
  const said = find("word");
  const peers = new Map<number, Peer>();
  let own: MediaStream | null = null;
  let timer = 0;
  let seen = 0;

  function tile(name: string, stream: MediaStream, mine: boolean): HTMLElement {
    const made = document.createElement("figure");
    const film = document.createElement("video");
    film.autoplay = true;
    film.playsInline = true;
    film.muted = mine;
    film.srcObject = stream;
    const caption = document.createElement("figcaption");
    caption.textContent = name;
    made.append(film, caption);
    wall.append(made);
    return made;
  }

  function send(fields: Record<string, string>): Promise<unknown> {
    const body = new URLSearchParams(fields);
    return fetch(room.dataset["line"]!, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, keepalive: !fields["to"] }).catch(() => undefined);
  }

  function resize(): void {
    for (const track of own?.getVideoTracks() ?? []) void track.applyConstraints(sized(peers.size)).catch(() => undefined);
  }

  function drop(id: number): void {
    const peer = peers.get(id);
    peers.delete(id);
    peer?.link.close();
    peer?.tile.remove();
  }

  function meet(id: number, name: string): RTCPeerConnection {
    drop(id);
    const link = new RTCPeerConnection({ iceServers: JSON.parse(room.dataset["ice"] || "[]") as RTCIceServer[] });
    const stream = new MediaStream();
    peers.set(id, { link, tile: tile(name, stream, false) });
    for (const track of own!.getTracks()) link.addTrack(track, own!);
    link.ontrack = (event) => stream.addTrack(event.track);
    link.onconnectionstatechange = () => {
      if (["failed", "closed"].includes(link.connectionState) && peers.get(id)?.link === link) drop(id);
    };
    return link;
  }

  // All addresses go in one line, so that nothing depends on the order in which lines arrive.
  function gathered(link: RTCPeerConnection): Promise<void> {
    if (link.iceGatheringState === "complete") return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        if (link.iceGatheringState === "complete") resolve();
      };
      link.addEventListener("icegatheringstatechange", done);
      setTimeout(resolve, GATHER_MS);
    });
  }

  async function call(id: number, name: string): Promise<void> {
    const link = meet(id, name);
    await link.setLocalDescription(await link.createOffer());
    await gathered(link);
    await send({ to: String(id), kind: "offer", body: link.localDescription!.sdp });
  }

  async function hear(line: Line, name: string): Promise<void> {
    if (line.kind === "answer") {
      const link = peers.get(line.from)?.link;
      if (link?.signalingState === "have-local-offer") await link.setRemoteDescription({ type: "answer", sdp: line.body });
      return;
    }
    const link = meet(line.from, name);
    await link.setRemoteDescription({ type: "offer", sdp: line.body });
    await link.setLocalDescription(await link.createAnswer());
    await gathered(link);
    await send({ to: String(line.from), kind: "answer", body: link.localDescription!.sdp });
  }

  async function look(): Promise<void> {
    try {
      const answer = await fetch(room.dataset["lines"]!, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 404 || answer.status === 410) return leave();
      const mail = (await answer.json()) as Mail;
      if (mail.refused !== undefined) {
        leave();
        said.textContent = mail.refused;
        return;
      }
      const names = new Map(mail.peers.map((peer) => [peer.id, peer.name]));
      for (const id of [...peers.keys()]) if (!names.has(id)) drop(id);
      for (const line of mail.lines) await hear(line, names.get(line.from) ?? "");
      for (const [id, name] of names) if (id < me && !peers.has(id)) await call(id, name);
      if (seen !== peers.size) resize();
      seen = peers.size;
      said.textContent = names.size === 0 ? room.dataset["alone"]! : "";
    } catch {
      // The line is slow or gone for a moment; pictures flow on between the pages, and the next look tries again.
    }
    if (own) timer = window.setTimeout(() => void look(), POLL_MS);
  }

  function show(inside: boolean): void {
    find("join").hidden = inside;
    for (const name of ["mute", "dark", "leave"]) find(name).hidden = !inside;
  }

  async function join(): Promise<void> {
    try {
      own = await navigator.mediaDevices.getUserMedia({ video: sized(0), audio: true });
    } catch {
      said.textContent = room.dataset["failed"]!;
      return;
    }
    tile(room.dataset["self"]!, own, true);
    show(true);
    void look();
  }

  function leave(): void {
    if (!own) return;
    clearTimeout(timer);
    for (const track of own.getTracks()) track.stop();
    own = null;
    for (const id of [...peers.keys()]) drop(id);
    wall.replaceChildren();
    show(false);
    void send({});
  }

  function toggle(name: string, tracks: () => MediaStreamTrack[]): void {
    const button = find<HTMLButtonElement>(name);
    button.onclick = () => {
      const off = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(off));
      for (const track of tracks()) track.enabled = !off;
    };
  }

  find("join").onclick = () => void join();
  find("leave").onclick = leave;
  toggle("mute", () => own?.getAudioTracks() ?? []);
  toggle("dark", () => own?.getVideoTracks() ?? []);
  window.addEventListener("pagehide", leave);
});
