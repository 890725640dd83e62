import { dlopen, FFIType, ptr } from "bun:ffi";

/** Tells systemd how the service is: READY=1, STOPPING=1, STATUS=…, WATCHDOG=1. */
export type Notify = (state: string) => void;

/**
 * node:dgram knows no unix sockets, so libc is asked directly. Without systemd (no NOTIFY_SOCKET)
 * nothing is loaded and nothing is said; a failing notification never stops the shop.
 */
export function makeNotify(path: string | undefined, onFault: (error: unknown) => void): Notify {
  if (!path) return () => {};
  try {
    return connect(path, onFault);
  } catch (error) {
    onFault(error);
    return () => {};
  }
}

// --- internal ---

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

function connect(path: string, onFault: (error: unknown) => void): Notify {
  const { i32, u32, u64, i64, ptr: pointer } = FFIType;
  const { symbols } = dlopen("libc.so.6", {
    socket: { args: [i32, i32, i32], returns: i32 },
    sendto: { args: [i32, pointer, u64, i32, pointer, u32], returns: i64 },
  });
  const socket = symbols.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) throw new Error("No socket for systemd's notifications");
  const address = addressOf(path);
  return (state) => {
    const message = Buffer.from(state);
    // Never waits: a full queue at systemd's side must not hold up the event loop.
    const flags = MSG_NOSIGNAL | MSG_DONTWAIT;
    const sent = symbols.sendto(
      socket,
      ptr(message),
      message.length,
      flags,
      ptr(address),
      address.length,
    );
    if (Number(sent) < 0) onFault(new Error(`systemd did not take ${state.split("=")[0]}`));
  };
}

/** struct sockaddr_un; a leading @ stands for the abstract namespace's zero byte. */
function addressOf(path: string): Uint8Array {
  const name = Buffer.from(path);
  const isAbstract = name[0] === 0x40;
  if (isAbstract) name[0] = 0;
  const address = new Uint8Array(2 + name.length + (isAbstract ? 0 : 1));
  new DataView(address.buffer).setUint16(0, AF_UNIX, true);
  address.set(name, 2);
  return address;
}
