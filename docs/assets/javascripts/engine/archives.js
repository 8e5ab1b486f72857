/*
 * Bytes, and ZIP files of stored entries: the twin of the archives of macros/prevenance/template/.
 */
export const utf8 = (text) => new TextEncoder().encode(text);

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

const crc32 = (bytes) => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC[(crc ^ byte) & 255];
  return (crc ^ 0xffffffff) >>> 0;
};

const joined = (chunks) => {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};

/** Write numbers in little endian, each on its count of bytes: [number, count]. */
const little = (...fields) =>
  fields.flatMap(([number, count]) =>
    Array.from({ length: count }, (_, i) => (number >>> (8 * i)) & 255),
  );

/** Write a ZIP of stored entries dated 1 January 1980; members are pairs of name and bytes. */
export const pack = (members) => {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [name, bytes] of members) {
    const encoded = utf8(name);
    const size = [bytes.length, 4];
    const head = little(
      [20, 2],
      [0x800, 2],
      [0, 4],
      [33, 2],
      [crc32(bytes), 4],
      size,
      size,
      [encoded.length, 2],
      [0, 2],
    );
    directory.push(
      [0x50, 0x4b, 1, 2, 20, 0, ...head, ...little([0, 4], [0, 4], [0, 2], [offset, 4])],
      encoded,
    );
    files.push([0x50, 0x4b, 3, 4, ...head], encoded, bytes);
    offset += 30 + encoded.length + bytes.length;
  }
  const size = directory.reduce((sum, chunk) => sum + chunk.length, 0);
  const count = [members.length, 2];
  const end = [0x50, 0x4b, 5, 6, ...little([0, 4], count, count, [size, 4], [offset, 4], [0, 2])];
  return joined([...files, ...directory, end]);
};
