/** What a chosen file holds; `wrong` where it is no JSON. */
export type ChosenFile = { readonly content: unknown } | "wrong";

/** Reads a chosen file as JSON. What the JSON means is the server's to say. */
export const readJsonFile = async (file: Pick<File, "text">): Promise<ChosenFile> => {
  try {
    const content: unknown = JSON.parse(await file.text());
    return { content };
  } catch {
    return "wrong";
  }
};
