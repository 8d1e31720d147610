#!/bin/sh
# What PostgreSQL's own image runs after 10-roles.sql, once, when it makes its cluster: passwords from the secrets, and a database of the owner's.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --file /secrets/postgres/passwords.sql
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --command "CREATE DATABASE tokenledger OWNER tokenledger_owner"
