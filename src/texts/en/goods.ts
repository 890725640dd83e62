import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

export const goods: Texts["goods"] = {
  preparing: (code) => `📦 Preparing order <code>${escapeHtml(code)}</code>…`,
  preparingFile: (name) => `📎 Sending the file <b>${escapeHtml(name)}</b>…`,
  title: (code) => `📦 <b>Order</b> <code>${escapeHtml(code)}</code>`,
  item: (place, name, quantity) =>
    `<b>${place}. ${escapeHtml(name)}</b> × ${count(quantity, "en")}`,
  unit: (place) => `#${place}`,
  instructions: "📖 <b>How to use it:</b>",
  terms: "📋 <b>Terms (SNK):</b>",
  fileFollows: "📎 The file comes as a document below.",
  nothingYet: "⚠️ This is not there yet; the admins see your order. Contact us if you need to.",
  thanks:
    "🙏 Thank you for shopping! Keep this message; you can open it again from 📜 History at any time.",
  asFile: "📄 There is a lot of it, so it comes as the file above.",
  history: "📜 History",
  shopOn: "🛍 Shop on",
};
