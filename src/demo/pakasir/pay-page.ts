import { renderSVG } from "uqr";
import type { SimulatedCharge } from "./charges.ts";

/** The page on which a buyer pays; its buttons post to addresses beside it. */
export function payPage(
  charge: SimulatedCharge,
  { shop, now, redirect }: { shop: string; now: Date; redirect?: string },
): Response {
  const body =
    charge.state === "pending" ? openCharge(charge, now) : closedCharge(charge, redirect);
  return html(
    `Bayar ${money(charge.total)} · ${shop}`,
    `
  <header><span class="logo">P</span><div><b>Pakasir</b><small>Gerbang pembayaran simulasi</small></div></header>
  <section class="card">
    <p class="shop">${safe(shop)}</p>
    <p class="total">${money(charge.total)}</p>
    <dl>
      <div><dt>No. pesanan</dt><dd>${safe(charge.orderId)}</dd></div>
      <div><dt>Harga</dt><dd>${money(charge.amount)}</dd></div>
      <div><dt>Biaya</dt><dd>${money(charge.fee)}</dd></div>
    </dl>
  </section>
  ${body}
  <footer>Uang di halaman ini tidak nyata.</footer>`,
  );
}

export function missingPage(): Response {
  return html(
    "Tidak ditemukan",
    `<section class="card"><p class="mark">🔍</p><p class="shop">Transaksi tidak ditemukan</p>
    <p class="hint">Buka lagi tautan bayar dari chat toko.</p></section>`,
    404,
  );
}

// --- internal ---

function openCharge(charge: SimulatedCharge, now: Date): string {
  const action = `/pay-v2/${charge.txnId}`;
  const wrong = charge.total - 1_000 > 0 ? charge.total - 1_000 : charge.total + 1_000;
  return `<section class="card">
    ${charge.accountNumber ? accountNumber(charge) : qrPicture(charge)}
    <p class="hint">Berlaku sampai ${deadline(charge, now)}</p>
    <form method="post" action="${action}/pay"><button class="main">Bayar ${money(charge.total)}</button></form>
  </section>
  <details class="card"><summary>Coba kejadian lain</summary>
    <form method="post" action="${action}/pay" class="row">
      <input name="total" inputmode="numeric" pattern="[0-9]+" required value="${wrong}" aria-label="Jumlah lain dalam rupiah">
      <button>Bayar jumlah ini</button>
    </form>
    <form method="post" action="${action}/pay"><input type="hidden" name="webhook" value="lose"><button>Bayar, pemberitahuan hilang</button></form>
    <form method="post" action="${action}/pay"><input type="hidden" name="webhook" value="duplicate"><button>Bayar, pemberitahuan dua kali</button></form>
    <form method="post" action="${action}/expire"><button>Biarkan kedaluwarsa</button></form>
    <form method="post" action="${action}/cancel"><button class="danger">Batalkan transaksi</button></form>
  </details>`;
}

function closedCharge(charge: SimulatedCharge, redirect: string | undefined): string {
  const isPaid = charge.state === "completed";
  const words = {
    completed: ["✅", "Pembayaran berhasil", "Kembali ke chat, pesananmu dikirim di sana."],
    canceled: ["✖️", "Transaksi dibatalkan", "Tidak ada uang yang berpindah."],
    expired: ["⌛", "Transaksi kedaluwarsa", "Buat pesanan baru dari chat toko."],
    pending: ["", "", ""],
  } as const;
  const [mark, title, hint] = words[charge.state];
  const back =
    redirect && isWebAddress(redirect)
      ? `<a class="main" href="${safe(redirect)}">Kembali ke toko</a>`
      : "";
  const late = isPaid
    ? ""
    : `<form method="post" action="/pay-v2/${charge.txnId}/pay"><input type="hidden" name="late" value="1"><button>Tetap bayar (terlambat)</button></form>`;
  return `<section class="card"><p class="mark">${mark}</p><p class="shop">${title}</p><p class="hint">${hint}</p>${back}${late}</section>`;
}

function qrPicture({ qr = "" }: SimulatedCharge): string {
  const picture = renderSVG(qr, { border: 2 }).replace(
    "<svg ",
    '<svg class="qr" role="img" aria-label="Kode QRIS" ',
  );
  return `<p class="method">QRIS</p>${picture}<p class="hint">Pindai dengan aplikasi bank atau dompet digital</p>`;
}

function accountNumber({ method, accountNumber = "" }: SimulatedCharge): string {
  const name = method.replace(/_va$/, "").replaceAll("_", " ").toUpperCase();
  return `<p class="method">Virtual Account ${safe(name)}</p><p class="number">${accountNumber.replace(/(\d{4})(?=\d)/g, "$1 ")}</p>`;
}

function money(amount: number): string {
  return `Rp${amount.toString().replace(/\B(?=(\d{3})+$)/g, ".")}`;
}

function deadline({ expiresAt }: SimulatedCharge, now: Date): string {
  const left = Math.max(0, Math.round((expiresAt.getTime() - now.getTime()) / 60_000));
  const isSoon = left < 120;
  const at = new Intl.DateTimeFormat("id-ID", {
    timeZone: "Asia/Jakarta",
    timeStyle: "short",
    ...(isSoon ? {} : { dateStyle: "medium" }),
  }).format(expiresAt);
  return `${at} WIB${isSoon ? ` · sisa ${left} menit` : ""}`;
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\//.test(address) || /^tg:\/\//.test(address);
}

function safe(text: string): string {
  return Bun.escapeHTML(text);
}

function html(title: string, body: string, status = 200): Response {
  const page = `<!doctype html><html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${safe(title)}</title>
<style>${style}</style></head><body><main>${body}</main></body></html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(page, { status, headers });
}

const style = `
:root{color-scheme:light dark;--page:#eef1f6;--card:#fff;--ink:#14181f;--soft:#5c6675;--line:#dfe4ec;--accent:#1663d9;--danger:#c62f3a}
@media(prefers-color-scheme:dark){:root{--page:#10141a;--card:#1a2029;--ink:#eef2f7;--soft:#9ba7b8;--line:#2c3542;--accent:#3b82f6;--danger:#f0616d}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:430px;margin:0 auto;padding:14px 14px 28px;display:grid;grid-template-columns:minmax(0,1fr);gap:12px}
header{display:flex;gap:10px;align-items:center}header small{display:block;color:var(--soft);font-size:13px}
.logo{display:grid;place-items:center;width:38px;height:38px;border-radius:10px;background:var(--accent);color:#fff;font-weight:700;font-size:20px}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:16px;display:grid;gap:10px;text-align:center}
p{margin:0}.shop{font-weight:600}.total{font-size:34px;font-weight:700;letter-spacing:-.02em;line-height:1.1}
dl{margin:4px 0 0;display:grid;gap:6px;font-size:14px}dl div{display:flex;justify-content:space-between;gap:16px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;text-align:right}
.method{font-weight:600}.qr{width:min(100%,230px);height:auto;margin:0 auto;border-radius:10px;background:#fff}
.number{font:600 24px/1.3 ui-monospace,monospace;user-select:all;overflow-wrap:anywhere}
.hint{color:var(--soft);font-size:14px}.mark{font-size:44px;line-height:1}
form{margin:0}button,a.main{display:block;width:100%;min-height:46px;padding:10px 14px;border-radius:12px;border:1px solid var(--line);background:transparent;color:var(--ink);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
button.main,a.main{background:var(--accent);border-color:var(--accent);color:#fff}button.danger{color:var(--danger)}
button:focus-visible,input:focus-visible,summary:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
details.card{display:block}details>form{margin-top:10px}summary{cursor:pointer;font-weight:600;color:var(--soft)}
.row{display:flex;gap:8px}.row input{flex:1 1 0;width:0;min-width:0;padding:10px 12px;border-radius:12px;border:1px solid var(--line);background:transparent;color:var(--ink);font:inherit}.row button{flex:none;width:auto;white-space:nowrap}
footer{text-align:center;color:var(--soft);font-size:13px}`;
