/** Whether ledgers of tests are opened under the roles of least privilege, all of them together, instead of as superuser: TOKENLEDGER_TEST_ROLES=1. */
export const isUnderRoles = (): boolean => process.env["TOKENLEDGER_TEST_ROLES"] === "1";
