-- People: what keys, users and members carry beyond their first form.

ALTER TABLE access_key
  -- Minute precision: written at most once a minute, beside the path of a call.
  ADD COLUMN last_used_at         timestamptz,
  -- The secret before the last rotation, and until when it is taken. Null: there is none.
  ADD COLUMN previous_secret_hash text,
  ADD COLUMN previous_last4       text,
  ADD COLUMN previous_expires_at  timestamptz,
  ADD COLUMN rotated_at           timestamptz,
  ADD CONSTRAINT access_key_previous_secret_is_whole CHECK (
    num_nonnulls(previous_secret_hash, previous_last4, previous_expires_at) IN (0, 3)
  );

ALTER TABLE ledger_user
  ADD COLUMN display_name     text,
  ADD COLUMN note             text,
  -- Since when the name is a pseudonym.
  ADD COLUMN pseudonymised_at timestamptz;

-- Whose usage a member sees whose role shows them their own alone.
CREATE TABLE member_user (
  member_id bigint NOT NULL CONSTRAINT member_user_member_id_foreign REFERENCES member (id) ON DELETE CASCADE,
  user_name text NOT NULL,
  PRIMARY KEY (member_id, user_name)
);

ALTER TABLE member
  ADD COLUMN must_change_password boolean NOT NULL DEFAULT false,
  -- Who logs in through an identity provider: its issuer and subject. Null: by password.
  ADD COLUMN oidc_subject text CONSTRAINT member_oidc_subject_unique UNIQUE;

ALTER TABLE member_session
  -- What a person sees of a session, and ends it by.
  ADD COLUMN id         uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT member_session_id_unique UNIQUE,
  ADD COLUMN network    text,
  ADD COLUMN user_agent text;
