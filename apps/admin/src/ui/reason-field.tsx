import type { ReactElement } from "react";
import { TextField } from "./field.tsx";

/** As much as the audit log takes. */
const REASON_LENGTH_MAX = 500;

interface ReasonFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly className?: string;
}

/** Where somebody says why: what is changed here must have a reason. */
export const ReasonField = ({ onChange, ...rest }: ReasonFieldProps): ReactElement => (
  <TextField
    {...rest}
    maxLength={REASON_LENGTH_MAX}
    onChange={(event) => {
      onChange(event.target.value);
    }}
    required
  />
);
