import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";

/**
 * Whether a program is in one of the folders: by its path as it is written, or with the links to its folder followed.
 *
 * A link that the program itself is counts as where it is, not as where it leads.
 */
export function isInside(program: string, folders: readonly string[]): boolean {
  const folder = dirname(resolve(program));
  return folders.some((each) => isBelow(folder, resolve(each)) || isBelow(real(folder), real(each)));
}

function isBelow(folder: string, root: string): boolean {
  const way = relative(root, folder);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== "..";
}

/** Follow the links of the part of a path that exists. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(real(parent), relative(parent, path));
  }
}
