/** What keys of well-known issuers look like; with the global flag, for replacing all of them. */
export const keyLike: RegExp = /\b(?:(?:sk-|Bearer\s+|gh[a-z]_|xox[a-z]-)[\w.*-]{6,}|Basic\s+[\w+/=]{16,})/g;

const surelyKey = /\b(?:(?:sk-|gh[a-z]_|xox[a-z]-)[\w.-]{20,}|Basic\s+[\w+/=]{16,})/;

/** True for a text that holds what can only be a key, put where a name or an address belongs. */
export function holdsKey(text: string): boolean {
  return surelyKey.test(text);
}
