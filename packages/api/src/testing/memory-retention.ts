import type {
  DroppedMonth,
  Pseudonymisation,
  RawMonth,
  RetentionLedger,
  UserErasure,
} from "@tokenledger/usage";

/** Months and users that can be let go, in memory. */
export class MemoryRetention implements RetentionLedger, UserErasure {
  months: readonly RawMonth[] = [];
  readonly dropped: DroppedMonth[] = [];
  readonly erased: string[] = [];

  rawMonths(): Promise<readonly RawMonth[]> {
    return Promise.resolve(this.months);
  }

  droppedMonths(): Promise<readonly DroppedMonth[]> {
    return Promise.resolve(this.dropped);
  }

  dropMonth(monthStart: Date, now: Date): Promise<void> {
    const month = this.months.find((each) => each.monthStart.getTime() === monthStart.getTime());
    if (month !== undefined) this.dropped.push({ ...month, dropTime: now });
    return Promise.resolve();
  }

  pseudonymise(
    id: string,
    { isRehearsal }: { readonly isRehearsal: boolean },
  ): Promise<Pseudonymisation> {
    if (!isRehearsal) this.erased.push(id);
    const places = [{ place: "user", rowCount: "1" }];
    return Promise.resolve({ pseudonym: isRehearsal ? null : "erased-0", places });
  }
}
