/**
 * The path inside a folder that a patch names, with `/` between its parts; undefined for one that leaves the folder or
 * says where on a computer it is: absolute, with a drive, a server, a home or a scheme.
 */
export function insidePath(path: string): string | undefined {
  const plain = path.trim().replaceAll('\\', '/');
  if (plain === '' || plain.includes('\0') || /^(?:\/|~|[a-z][a-z\d+.-]*:)/iu.test(plain)) return undefined;
  const parts: string[] = [];
  for (const part of plain.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.join('/');
}
