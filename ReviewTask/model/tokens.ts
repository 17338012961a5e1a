// A fast estimate of how many tokens a text costs; exact tokenizers hang on long unbroken runs.

/**
 * Tokens that a text will cost, with a margin. Words and indentation of code come to about 3.6 characters a token;
 * digits, signs and letters beyond Latin to far fewer.
 */
export function estimateTokens(text: string): number {
  let plain = 0;
  let dense = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const isLetterOrSpace = (unit >= 97 && unit <= 122) || unit === 32 || (unit >= 65 && unit <= 90);
    if (isLetterOrSpace) plain += 1;
    else dense += unit > 0x7f ? 1.6 : 1;
  }
  return Math.ceil(plain / 4.2 + dense / 1.9);
}
