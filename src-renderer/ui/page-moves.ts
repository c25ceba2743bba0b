/** Where each key that moves leads from the row at `active` of `count` rows; a page is so many rows. */
export function pageMoves(active: number, count: number, page: number): Record<string, number> {
  return {
    ArrowDown: active + 1,
    ArrowUp: active < 0 ? 0 : active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
}
