/** What gives a secret away by its shape, whoever's it is. The first group is kept. */
export const secretPatterns: readonly [pattern: RegExp, replacement: string][] = [
  // drizzle repeats the parameters of a failed query in its message: goods, typed texts.
  [/(\bparams: )[\s\S]*?(?=\n\s+at |$)/g, "$1[redacted]"],
  // PostgreSQL names the values of a violated constraint.
  [/(\bKey \([^)]*\)=)\([^\n]*?\)(?= (?:already|is|conflicts|was)\b|\.|$)/g, "$1([redacted])"],
  [/(\bFailing row contains )\([^\n]*\)/g, "$1([redacted])"],
  // The bot's id stays: it tells which bot without being the key to it.
  [/(\d{3,}(?::|%3A))[A-Za-z0-9_-]{30,}/gi, "$1[redacted]"],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:)[^\s/"']+(?=@)/gi, "$1[redacted]"],
  [
    /(\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token)\s+)?[^\s"',;}]+/gi,
    "$1[redacted]",
  ],
  [/(\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/-]{12,}=*/gi, "$1[redacted]"],
  [
    /(\b(?:x-api-key|x-secret|x-telegram-bot-api-secret-token|x-callback-token|x-callback-signature|set-cookie|cookie)["']?\s*[:=]\s*["']?)[^\s"',}]+/gi,
    "$1[redacted]",
  ],
  [
    /((?:api[_-]?key|access[_-]?token|secret[_-]?token|secret|token|passwd|password|signature|client[_-]?secret|encryption[_-]?key)["']?\s*(?:=|:|%3D)\s*["']?)(?!\[redacted\])[^\s"'&,;}]+/gi,
    "$1[redacted]",
  ],
  // A value that the vault sealed: useless without the key, yet no business of a log.
  [/\b[0-9a-f]{8}\.[A-Za-z0-9_-]{37,}/g, "[sealed]"],
];

/** Names of fields whose values are secrets, goods or what a person confided. */
export function isSecretName(name: string): boolean {
  const word = name.toLowerCase().replace(/[^a-z]/g, "");
  return exactNames.has(word) || secretEndings.some((ending) => word.endsWith(ending));
}

// --- internal ---

const exactNames = new Set([
  ...["authorization", "proxyauthorization", "cookie", "setcookie", "pass", "pwd", "credential"],
  ...["goods", "content", "contents", "submission", "proof", "draft", "payload", "replies"],
  ...["params", "parameters", "args", "sealed", "databaseurl", "heartbeaturl"],
]);

const secretEndings = [
  ...["password", "passwd", "passphrase", "secret", "token", "apikey", "xapikey"],
  ...["encryptionkey", "privatekey", "signature", "credentials"],
];
