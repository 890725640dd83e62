/** The page's frame; everything that changes is put in by the scripts. */
export const shell = `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>bot-auto-order · demo</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/chat.css">
<script type="module" src="/chat.js"></script>
</head>
<body>
<aside class="people" aria-label="Siapa kamu">
  <header>
    <h1>Siapa kamu?</h1>
    <button type="button" id="add" title="Tambah orang" aria-label="Tambah orang">+</button>
  </header>
  <nav id="people"></nav>
  <footer id="links"></footer>
</aside>
<main class="chat">
  <header class="bar">
    <span class="avatar" id="bot-avatar" aria-hidden="true"></span>
    <div class="names"><strong id="bot-name"></strong><small id="bot-status" aria-live="polite"></small></div>
    <div class="tools">
      <select id="bots" aria-label="Obrolan dengan"></select>
      <button type="button" id="block" class="quiet"></button>
    </div>
  </header>
  <section id="messages" aria-live="polite" aria-label="Pesan"></section>
  <ul id="commands" hidden></ul>
  <form id="composer" autocomplete="off">
    <button type="button" id="menu" class="menu" title="Perintah bot">☰ <span>Menu</span></button>
    <textarea id="text" rows="1" placeholder="Tulis pesan…" aria-label="Pesan" maxlength="4096"></textarea>
    <button type="button" id="keys" class="icon" title="Papan tombol" aria-label="Papan tombol">⌨</button>
    <button type="button" id="photo" class="icon" title="Kirim foto" aria-label="Kirim foto">🖼</button>
    <button type="button" id="file" class="icon" title="Kirim berkas" aria-label="Kirim berkas">📎</button>
    <button type="submit" class="send" title="Kirim" aria-label="Kirim">➤</button>
    <input type="file" id="upload" hidden>
  </form>
  <div id="keyboard"></div>
  <div id="toast" role="status" hidden></div>
</main>
<dialog id="alert"><p></p><form method="dialog"><button>OK</button></form></dialog>
<dialog id="newcomer">
  <form method="dialog">
    <h2>Orang baru</h2>
    <label>Nama <input name="name" required maxlength="64"></label>
    <label>Username <input name="username" maxlength="32" placeholder="boleh kosong"></label>
    <label>Bahasa <select name="language"><option value="id">Indonesia</option><option value="en">English</option></select></label>
    <menu><button value="cancel" formnovalidate>Batal</button><button value="ok">Tambah</button></menu>
  </form>
</dialog>
<dialog id="picture"><img alt=""></dialog>
</body>
</html>
`;
