-- Exports asked for, by whom, how far they are, and what came of them. Their files lie elsewhere.
CREATE TABLE export_job (
  id                  uuid PRIMARY KEY DEFAULT uuidv7(),
  member_id           bigint NOT NULL,
  member_login        text NOT NULL, -- as it was: kept when the member is gone
  scope               jsonb NOT NULL,
  request             jsonb NOT NULL,
  file_name           text NOT NULL,
  complete_until      timestamptz,
  state               text NOT NULL DEFAULT 'waiting'
                      CONSTRAINT export_job_state_is_known CHECK (
                        state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')
                      ),
  is_cancel_requested boolean NOT NULL DEFAULT false,
  create_time         timestamptz NOT NULL DEFAULT now(),
  start_time          timestamptz,
  finish_time         timestamptz,
  expire_time         timestamptz,
  -- Who works on it, until when; a worker that gives no sign of life loses it.
  lease_id            uuid,
  lease_until         timestamptz,
  attempt             integer NOT NULL DEFAULT 0,
  row_count           bigint NOT NULL DEFAULT 0,
  row_total           bigint,
  rows_per_second     integer,
  byte_count          bigint NOT NULL DEFAULT 0,
  checkpoint          jsonb,
  stored_name         text,
  sha256              text,
  totals              jsonb,
  failure             text
);

-- Paid for by the claim. Holds what is not finished: a handful.
CREATE INDEX export_job_unfinished ON export_job (id) WHERE state IN ('waiting', 'running');
-- Paid for by a member's list.
CREATE INDEX export_job_member ON export_job (member_id, id DESC);
