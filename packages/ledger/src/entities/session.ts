import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { Member } from "./member.ts";

/** A member's log-in. Known by the SHA-256 of its token; the token itself is nowhere. Gone when it ends. */
export const Session = defineEntity({
  name: "Session",
  tableName: "member_session",
  properties: {
    tokenHash: p.text().primary(),
    member: () => p.manyToOne(Member).deleteRule("cascade"),
    createTime: p.datetime().columnType("timestamptz"),
    lastSeenTime: p.datetime().columnType("timestamptz"),
    /** What a person sees of it, and ends it by. */
    id: p.uuid().unique("member_session_id_unique").defaultRaw("gen_random_uuid()"),
    network: p.text().nullable(),
    userAgent: p.text().nullable(),
  },
});
export type Session = InferEntity<typeof Session>;
