const HEX_LENGTH = 32;

/** The 16 bytes of an event id, as 32 hexadecimal digits. */
export const eventIdHex = (eventId: string): string => eventId.replaceAll("-", "");

/** The event id whose 16 bytes these 32 hexadecimal digits are. */
export const eventIdOfHex = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

/** Values of 16 bytes each, given in hexadecimal, as one base64url text: 21.3 characters a value. */
export const joinHex = (values: readonly string[]): string =>
  Buffer.from(values.join(""), "hex").toString("base64url");

/** What `joinHex` joined: 32 hexadecimal digits a value. The last is shorter when the text was cut. */
export const splitHex = (text: string): readonly string[] => {
  const hex = Buffer.from(text, "base64url").toString("hex");
  return Array.from({ length: Math.ceil(hex.length / HEX_LENGTH) }, (_, index) =>
    hex.slice(index * HEX_LENGTH, (index + 1) * HEX_LENGTH),
  );
};
