/** Characters that a terminal or a picture would obey, shown as escapes: `\u001b`. */

/** @returns the text with its control characters, but for tabs and line ends, and broken surrogates as escapes */
export function showControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (character) =>
    "\t\n\r".includes(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
