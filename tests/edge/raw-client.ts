import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A client that speaks bytes: it can be as slow, as greedy and as rude as no HTTP library lets one be. */
export interface RawClient {
  readonly socket: Socket;
  /** What the server has sent so far. */
  received(): string;
  /** Resolves with all that the server sent, when the connection is closed. */
  readonly closed: Promise<string>;
}

/** Connects to a server and sends what is given. */
export async function connectRaw(url: string, text = ""): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let received = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    received += chunk;
  });
  socket.on("error", () => {}); // A reset is a way to be cut off, too.
  const closed = event(socket, "close").then(() => received);
  await Promise.race([event(socket, "connect"), closed]);
  if (text !== "") socket.write(text);
  return { socket, received: () => received, closed };
}

/** Unlike `once` of node:events, does not end with the errors that being cut off brings. */
function event(socket: Socket, name: "close" | "connect" | "drain"): Promise<void> {
  return new Promise((resolve) => {
    socket.once(name, () => resolve());
  });
}

/** Sends one byte at a time until the connection is closed; resolves with how many went out. */
export async function drip({ socket }: RawClient, milliseconds: number): Promise<number> {
  let sent = 0;
  while (!socket.destroyed && socket.writable) {
    socket.write("x");
    sent++;
    await delay(milliseconds);
  }
  return sent;
}

/** Sends as much as the server takes until the connection is closed; resolves with how many bytes went out. */
export async function flood({ socket, closed }: RawClient, chunk: string): Promise<number> {
  while (!socket.destroyed && socket.writable) {
    if (!socket.write(chunk)) await Promise.race([event(socket, "drain"), closed]);
    else await delay(0);
  }
  return socket.bytesWritten;
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(5);
}
