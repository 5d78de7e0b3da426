// Text as XML has it, in elements and in attributes.

/** What XML 1.0 cannot have at all, even escaped. */
const impossible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Characters that no XML can have become U+FFFD. */
export function possibleText(text: string): string {
  return text.replaceAll(impossible, '\ufffd');
}

/** Everything that XML can have comes back as it was, line breaks too. */
export function xmlText(text: string): string {
  return possibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
