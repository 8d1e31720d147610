/** All that a stream gives, in order. (`Array.fromAsync` is newer than the language level we promise.) */
export const everything = async <Item>(stream: AsyncIterable<Item>): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const item of stream) {
    items.push(item);
  }
  return items;
};
