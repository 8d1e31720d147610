import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FaultProxy } from "./fault-proxy.ts";

let server: Server;
let asked: Buffer[];
let endsSeen: number;
let proxy: FaultProxy;
let client: Socket;
let answers: string;

/** Says everything back in capitals. */
const serve = (socket: Socket): void => {
  socket.on("data", (piece) => {
    asked.push(piece);
    socket.write(piece.toString().toUpperCase());
  });
  socket.on("end", () => {
    endsSeen += 1;
  });
  socket.on("error", () => undefined);
};

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === "object" && address !== null ? address.port : 0;

const open = (port: number = proxy.port): Socket => {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => undefined);
  socket.on("data", (piece) => {
    answers += piece.toString();
  });
  return socket;
};

const answered = async (text: string): Promise<void> => {
  await vi.waitFor(() => expect(answers).toBe(text));
};

/** Not `once`: that fails with the reset that is waited for. */
const closedOf = async (socket: Socket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once("close", () => resolve(true));
  });

beforeEach(async () => {
  asked = [];
  answers = "";
  endsSeen = 0;
  server = createServer({ allowHalfOpen: true }, serve);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await FaultProxy.open(portOf(server.address()));
  client = open();
  client.write("hello ");
  await answered("HELLO ");
});
afterEach(async () => {
  client.destroy();
  await proxy[Symbol.asyncDispose]();
  server.close();
});

test("mute: what is asked arrives, the answer never does, and the healed link starts afresh", async () => {
  proxy.inject("mute");
  client.write("you");
  await vi.waitFor(() => expect(Buffer.concat(asked).toString()).toBe("hello you"));
  const closed = closedOf(client);
  proxy.heal();
  await closed;
  expect(answers).toBe("HELLO ");
  client = open();
  client.write("again");
  await answered("HELLO AGAIN");
});

test("blackhole: nothing arrives and nothing is closed until it is healed", async () => {
  proxy.inject("blackhole");
  client.write("you");
  const second = open();
  await once(second, "connect");
  second.write("there");
  const closed = closedOf(client);
  expect(client.destroyed).toBe(false);
  proxy.heal();
  await closed;
  second.destroy();
  expect(Buffer.concat(asked).toString()).toBe("hello ");
});

test("cut: open connections are reset and new ones refused until it is healed", async () => {
  const closed = closedOf(client);
  proxy.inject("cut");
  expect(await closed).toBe(true);
  expect(await closedOf(open())).toBe(true);
  proxy.heal();
  client = open();
  client.write("back");
  await answered("HELLO BACK");
});

test("delay: everything arrives, later, and in its order also when the delay ends in between", async () => {
  proxy.inject("delay");
  const startMs = performance.now();
  client.write("a");
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(performance.now() - startMs).toBeGreaterThan(100);
  proxy.heal();
  client.write("b");
  await answered("HELLO AB");
});

test("hastened, what is being delayed arrives at once and in its order", async () => {
  let heldCount = 0;
  proxy.tap(() => {
    heldCount += 1;
    return { kind: "pass", delayMs: 3_600_000 };
  });
  client.write("a");
  await vi.waitFor(() => expect(heldCount).toBe(1));
  proxy.tap(undefined);
  client.write("b");
  proxy.hasten();
  await answered("HELLO AB");
});

test("half-close: the server sees the end, its answers still come", async () => {
  expect(proxy.inject("half-close")).toBe(true);
  await vi.waitFor(() => expect(endsSeen).toBe(1));
  expect(client.destroyed).toBe(false);
});

test("a fault that nobody can notice is not counted as one", async () => {
  await using idle = await FaultProxy.open(portOf(server.address()));
  expect(idle.inject("cut")).toBe(false);
  expect(idle.inject("half-close")).toBe(false);
});

test("connections go to the ports in turn", async () => {
  const second = createServer((socket) => socket.end("other "));
  second.listen(0, "127.0.0.1");
  await once(second, "listening");
  await using balanced = await FaultProxy.open(portOf(server.address()), portOf(second.address()));
  const first = open(balanced.port);
  first.write("turns ");
  await answered("HELLO TURNS ");
  open(balanced.port).end();
  await answered("HELLO TURNS other ");
  expect(asked).toHaveLength(2);
  first.destroy();
  second.close();
});
