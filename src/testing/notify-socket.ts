import { dlopen, FFIType, ptr } from "bun:ffi";

/** Stands where systemd would: a datagram socket at NOTIFY_SOCKET. */
export type NotifySocket = Disposable & {
  /** Everything received so far. */
  received(): readonly string[];
  /** Resolves when the state has come. */
  hears(state: string, times?: number): Promise<void>;
};

export function openNotifySocket(path: string): NotifySocket {
  const { i32, u32, u64, i64, ptr: pointer } = FFIType;
  const { symbols } = dlopen("libc.so.6", {
    socket: { args: [i32, i32, i32], returns: i32 },
    bind: { args: [i32, pointer, u32], returns: i32 },
    recv: { args: [i32, pointer, u64, i32], returns: i64 },
    close: { args: [i32], returns: i32 },
  });
  const socket = symbols.socket(1, 2 | 0o2000000, 0);
  const name = Buffer.from(path.startsWith("@") ? `\0${path.slice(1)}` : `${path}\0`);
  const address = Buffer.concat([Buffer.from([1, 0]), name]);
  if (symbols.bind(socket, ptr(address), address.length) !== 0) {
    throw new Error(`No socket could be bound at ${path}`);
  }
  const heard: string[] = [];
  const buffer = Buffer.alloc(4_096);
  const received = () => {
    for (;;) {
      const length = Number(symbols.recv(socket, ptr(buffer), buffer.length, 0x40));
      if (length < 0) return heard;
      heard.push(buffer.toString("utf8", 0, length));
    }
  };
  return {
    received,
    async hears(state, times = 1) {
      while (received().filter((one) => one === state).length < times) await Bun.sleep(2);
    },
    [Symbol.dispose]: () => void symbols.close(socket),
  };
}
