/*
 * The forms of an answer: the twin of macros/prevenance/catalog/forms.py, which says what each expects.
 */
import { isDate } from "./days.js";
import { own } from "./data.js";

const EXAMPLE = "123456789"; // the number of every example: no company can bear it
const stripped = (text) => text.replace(/ /g, "");
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// Numbers.

const luhn = (number) =>
  sum([...number].reverse().map((digit, i) => (i % 2 ? digit * 2 - (digit > 4 ? 9 : 0) : +digit))) %
    10 ===
  0;

const isSiren = (number) =>
  /^[0-9]{9}$/.test(number) && +number > 0 && (number === EXAMPLE || luhn(number));

/** La Poste's establishments, but its head office, have a rule of their own. */
const isSiret = (number) => {
  const head = number.slice(0, 9);
  if (!/^[0-9]{14}$/.test(number) || !isSiren(head)) return false;
  if (head === "356000000" && number !== "35600000000048")
    return sum([...number].map(Number)) % 5 === 0;
  return head === EXAMPLE || luhn(number);
};

const KEY = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const isFrenchVat = (rest) => {
  const head = rest.slice(2);
  if (+head === 0 || (head.slice(0, 3) !== "000" && !isSiren(head))) return false; // 000 is Monaco
  if (/^[0-9]{2}/.test(rest)) return (head * 100 + 12) % 97 === +rest.slice(0, 2);
  const [a, b] = [...rest].map((character) => KEY.indexOf(character));
  const key = a < 10 ? a * 24 + b - 10 : a * 34 + b - 100;
  return head !== EXAMPLE && (+head + 1 + Math.floor(key / 11)) % 11 === key % 11;
};

const isVat = (text, shapes) => {
  if (!/^[A-Za-z]{2}[A-Za-z0-9 .+*-]+$/.test(text)) return false;
  const number = text.replace(/[ .-]/g, "").toUpperCase();
  const country = number.slice(0, 2);
  const rest = number.slice(2);
  const shape = own(shapes, country) ? shapes[country] : "(?=.*[0-9])[A-Z0-9]{5,15}";
  return new RegExp(`^${shape}$`).test(rest) && (country !== "FR" || isFrenchVat(rest));
};

const DIALLED = /^\+?(?:[0-9]|\([0-9]{1,5}\))(?:[ ./-]?(?:[0-9]|\([0-9]{1,5}\)))*$/;
const NUMBER =
  /^(?:0[1-9][0-9]{8}|[13][0-9]{3}|118[0-9]{3}|(?:\+|00)(?:33[1-9][0-9]{8}|(?!33)[1-9][0-9]{6,14}))$/;
const isTelephone = (text) =>
  DIALLED.test(text) &&
  NUMBER.test(
    text
      .split("(0)")
      .join("")
      .replace(/[ ./()-]/g, ""),
  );

// Addresses.

/** Encode a label (RFC 3492): its ASCII letters, then where each other one goes. */
const punycode = (label) => {
  const points = [...label].map((character) => character.codePointAt(0));
  const basic = points.filter((point) => point < 128);
  let out = String.fromCharCode(...basic) + (basic.length ? "-" : "");
  let [done, limit, delta, bias] = [basic.length, 128, 0, 72];
  const digit = (number) => "abcdefghijklmnopqrstuvwxyz0123456789"[number];
  while (done < points.length) {
    const next = Math.min(...points.filter((point) => point >= limit));
    delta += (next - limit) * (done + 1);
    limit = next;
    for (const point of points) {
      if (point < limit) delta += 1;
      if (point !== limit) continue;
      let left = delta;
      for (let k = 36; ; k += 36) {
        const floor = Math.min(Math.max(k - bias, 1), 26);
        if (left < floor) break;
        out += digit(floor + ((left - floor) % (36 - floor)));
        left = Math.floor((left - floor) / (36 - floor));
      }
      out += digit(left);
      let k = 0;
      delta = Math.floor(delta / (done === basic.length ? 700 : 2));
      done += 1;
      for (delta += Math.floor(delta / done); delta > 455; k += 36) delta = Math.floor(delta / 35);
      bias = k + Math.floor((36 * delta) / (delta + 38));
      delta = 0;
    }
    delta += 1;
    limit += 1;
  }
  return `xn--${out}`;
};

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const ACCENTED = /^[-0-9a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff]+$/;

/** Return a label in ASCII; ends and hyphens are those that IDNA accepts. */
const ascii = (label) => {
  if (/^[\0-\x7f]*$/.test(label)) return LABEL.test(label) ? label : "";
  const text = label.toLowerCase();
  const fits =
    ACCENTED.test(text) && /^[-0-9\p{Ll}]+$/u.test(text) && text.normalize("NFKC") === text;
  const found = fits && !/^-|-$|^..--/.test(text) ? punycode(text) : "";
  return found.length <= 63 ? found : "";
};

const domain = (text) => {
  const labels = text.split(".").map(ascii);
  return labels.length > 1 && labels.every(Boolean) ? labels.join(".") : "";
};

const LOCAL = /^(?!.*=\?)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
export const mailAddress = (text) => {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const host = domain(text.slice(at + 1));
  const found = `${local}@${host}`;
  return LOCAL.test(local) && host && found.length <= 254 ? found : "";
};

const WEB = /^([Hh][Tt]{2}[Pp][Ss]?:\/\/)([^/?#:]+)((?::[0-9]{1,5})?(?:[/?#][^ "<>\\^`{|}]*)?)$/;
const webAddress = (text) => {
  const [, start, host, end] = WEB.exec(text) || [];
  const found = host && domain(host);
  return found ? start + found + end : "";
};

const TOWN = /(?:^|[ ,])[^\0-@[-`{-\x7f][^\0-&*+0-9:-@[-`{-\x7f]*(?:[ ,]|$)/;
const isPlace = (text) =>
  (/[0-9]/.test(text) || !/[a-z\u00df-\u00f6\u00f8-\u00ff\u0153]/.test(text)) &&
  TOWN.test(text) &&
  !/[!-%*+:-@[-`{-~]/.test(text);

const when = (fits) => (text, shapes) => (fits(text, shapes) ? text : "");
const FORMS = {
  texte: (text) => text,
  adresse: (text) => text,
  identifiant: (text) => text,
  date: when((text) => text > "0001" && isDate(text)),
  courriel: mailAddress,
  telephone: when(isTelephone),
  "adresse-web": webAddress,
  siren: when((text) => isSiren(stripped(text))),
  siret: when((text) => isSiret(stripped(text))),
  tva: when(isVat),
  "code-postal-ville": when(isPlace),
};

/** Return a cleaned text as its form writes it, or "" when it is refused. */
export const write = (data, form, text) => FORMS[form](text, data.vat);
