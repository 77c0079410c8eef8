/**
 * Unpack a text that geo.maps.wire compressed.
 * @param {string} packed - Base64 of zlib-compressed UTF-8
 * @returns {Promise<string>}
 */
export async function inflate(packed) {
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}
