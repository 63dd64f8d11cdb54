import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";

/** Milliseconds and numbers that keep one slow or greedy client from taking the server from all others. */
export interface ServerLimits {
  /** For the headers of a request to arrive, from its first byte. */
  readonly headersTimeout: number;
  /** For a whole request to arrive, its body included. */
  readonly requestTimeout: number;
  /** That a connection may wait for its next request. */
  readonly keepAliveTimeout: number;
  /** That nothing at all may move on a connection, also while an answer is not being read. */
  readonly stallTimeout: number;
  /** Connections at a time; more are closed as they come. */
  readonly connections: number;
  /** That requests in progress may take to end after the server was told to close. */
  readonly closeTimeout: number;
}

export const usualLimits: ServerLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  stallTimeout: 30_000,
  connections: 1000,
  closeTimeout: 10_000,
};

/** Where a server listens. */
export interface Address {
  /** 0 is any free port. */
  readonly port: number;
  readonly host: string;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Takes no new connection, lets the requests in progress end, and is done when all connections are closed. */
  close(): Promise<void>;
}

/** What answers requests. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** Bytes of all headers together; Node answers more with 431. */
const MAX_HEADER_SIZE = 16_384;

/** Starts a server for `fetch` on Node. Rejects when the address cannot be had. */
export async function startServer(
  fetch: Fetch,
  { port, host }: Address,
  limits: ServerLimits = usualLimits,
): Promise<RunningServer> {
  const { headersTimeout, requestTimeout, keepAliveTimeout, stallTimeout, connections, closeTimeout } = limits;
  const server = createAdaptorServer({
    fetch,
    hostname: host,
    serverOptions: {
      headersTimeout,
      requestTimeout,
      keepAliveTimeout,
      maxHeaderSize: MAX_HEADER_SIZE,
      // Node looks for requests that are late only this often, half a minute unless told.
      connectionsCheckingInterval: Math.min(1000, headersTimeout, requestTimeout),
    },
  }) as Server;
  server.timeout = stallTimeout;
  server.maxConnections = connections;
  await listen(server, port, host);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}/`,
    close: () => close(server, closeTimeout),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server, closeTimeout: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose last request ends after the call stays open for another one, unless it is looked for again.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const late = setTimeout(() => server.closeAllConnections(), closeTimeout);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}
