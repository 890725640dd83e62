import { initWasm, Resvg } from "@resvg/resvg-wasm";
import wasmPath from "@resvg/resvg-wasm/index_bg.wasm" with { type: "file" };
import regularPath from "dejavu-fonts-ttf/ttf/DejaVuSans.ttf" with { type: "file" };
import boldPath from "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf" with { type: "file" };

/** Charts and small pictures, drawn from SVG in process: nothing native, no temporary file. */
export async function chartPng(svg: string): Promise<Uint8Array> {
  const known = drawn.get(svg);
  if (known) return known;
  renderer ??= loadRenderer();
  const png = draw(svg, await renderer);
  drawn.set(svg, png);
  const [oldest] = drawn.keys();
  if (drawn.size > mostKept && oldest !== undefined) drawn.delete(oldest);
  return png;
}

/** Loading takes longer than drawing: done while a person is still on the way to the charts. */
export async function prepareCharts(): Promise<void> {
  await chartPng(
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><text>0</text></svg>',
  );
}

/** What a chart may name as its `font-family`. */
export const chartFont = "DejaVu Sans";

// --- internal ---

/** The same few pictures are asked for again and again: "paid", "expired". */
const drawn = new Map<string, Uint8Array>();
const mostKept = 32;

type Fonts = readonly Uint8Array[];
let renderer: Promise<Fonts> | undefined;

/** The WebAssembly module can be set up only once in a process. */
async function loadRenderer(): Promise<Fonts> {
  const [wasm, ...fonts] = await Promise.all(
    [wasmPath, regularPath, boldPath].map((path) => Bun.file(path).bytes()),
  );
  await initWasm(wasm as Uint8Array<ArrayBuffer>);
  return fonts;
}

function draw(svg: string, fonts: Fonts): Uint8Array {
  const font = { fontBuffers: [...fonts], defaultFontFamily: chartFont };
  const image = new Resvg(svg, { font });
  try {
    const rendered = image.render();
    try {
      return rendered.asPng();
    } finally {
      rendered.free();
    }
  } finally {
    image.free();
  }
}
