// Started by http.ts: calls one path over kept-alive connections as fast as they answer, and
// prints how many answers came in a second.
export {};

const [port = "0", path = "/", secret = ""] = process.argv.slice(2);

const connections = 64;
const warmUpMs = 500;
const measuredMs = 2_000;

const body = JSON.stringify({
  update_id: 123_456_789,
  message: {
    message_id: 42,
    date: 1_764_000_000,
    chat: { id: 123_456_789, type: "private", first_name: "Budi" },
    from: { id: 123_456_789, is_bot: false, first_name: "Budi", language_code: "id" },
    text: "/start p_NETFLIX",
    entities: [{ type: "bot_command", offset: 0, length: 6 }],
  },
});
const request = Buffer.from(
  [
    `POST ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Content-Type: application/json",
    `X-Telegram-Bot-Api-Secret-Token: ${secret}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n"),
);

let answers = 0;
let refusals = 0;

for (let i = 0; i < connections; i++) {
  await Bun.connect({
    hostname: "127.0.0.1",
    port: Number(port),
    socket: {
      open: (socket) => void socket.write(request),
      // An empty answer is one small packet.
      data(socket, data) {
        if (data.subarray(9, 12).toString() === "200") answers++;
        else refusals++;
        socket.write(request);
      },
    },
  });
}

await Bun.sleep(warmUpMs);
const before = answers;
const start = performance.now();
await Bun.sleep(measuredMs);
const perSecond = ((answers - before) / (performance.now() - start)) * 1_000;
console.log(JSON.stringify({ perSecond: Math.round(perSecond), refusals }));
process.exit(0);
