/*
 * Drafts of e-mails: the twin of macros/prevenance/documents/eml.py.
 */
import { utf8 } from "./archives.js";
import { code } from "./cleaning.js";
import { get } from "./data.js";
import { ESCAPES, lineBreak } from "./escapes.js";
import { mailAddress } from "./forms.js";
import { fill, missing } from "./filling.js";

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Encode a header as RFC 2047 words of at most 39 bytes, that never cut a character. */
const headerWords = (line) => {
  const bytes = utf8(line);
  const found = [];
  for (let start = 0, end; start < bytes.length; start = end) {
    end = Math.min(start + 39, bytes.length);
    while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end -= 1;
    found.push(`=?utf-8?B?${base64(bytes.slice(start, end))}?=`);
  }
  return found.join("\r\n ");
};

const checkHeader = (name, value) => {
  const bad = /[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|=\?/u.exec(value);
  if (!bad) return;
  const found = bad[0] === "=?" ? "« =? »" : code(bad[0]);
  throw new Error(`${name} : ${found} interdit dans un en-tête de courriel`);
};

const RECIPIENT = "client_courriel_facturation";
const address = (value) => {
  checkHeader(RECIPIENT, value);
  const found = mailAddress(value);
  if (!found) throw new Error(`${RECIPIENT} : une seule adresse, de la forme nom@exemple.fr`);
  return found;
};

const mimePart = (subtype, content) => {
  const lines = base64(utf8(lineBreak(content, "\r\n"))).match(/.{1,76}/g) || [];
  return (
    `--prevenance\r\nContent-Type: text/${subtype}; charset=utf-8\r\n` +
    `Content-Transfer-Encoding: base64\r\n\r\n${lines.join("\r\n")}\r\n`
  );
};

/** Fill a compiled e-mail and return the bytes of an .eml draft. */
export const produceEml = (letter, active, found) => {
  const parts = Object.fromEntries(
    letter.parts.map(([name, segments]) => [
      name,
      fill(segments, active, found, name === "html" ? ESCAPES.markup : ESCAPES.plain),
    ]),
  );
  for (const blank of missing(letter.parts[0][1], null, {}))
    checkHeader(blank, get(found, blank, ""));
  checkHeader("objet", parts.subject);
  const to = parts.to ? `To: ${address(parts.to)}\r\n` : "";
  return utf8(
    `X-Unsent: 1\r\nSubject: ${headerWords(parts.subject)}\r\n${to}MIME-Version: 1.0\r\n` +
      'Content-Type: multipart/alternative; boundary="prevenance"\r\n\r\n' +
      `${mimePart("plain", parts.text)}${mimePart("html", parts.html)}--prevenance--\r\n`,
  );
};
