#!/bin/sh
# Records one API call and asks what was used, with curl alone. TOKENLEDGER_URL, TOKENLEDGER_KEY; TOKENLEDGER_SESSION (a member's session
# token) where the answer is asked for too. Everything that can be called stands in $TOKENLEDGER_URL/api/v1/openapi.json.
set -eu

# A UUIDv7: the time of the call in milliseconds, then chance. Keep it with the call: sent again, it is counted once.
time_hex=$(printf '%012x' "$(date +%s)000")
chance=$(od -An -N9 -tx1 /dev/urandom | tr -d ' \n')
event_id=$(printf '%s-%s-7%s-8%s-%s' \
  "$(printf %s "$time_hex" | cut -c1-8)" "$(printf %s "$time_hex" | cut -c9-12)" \
  "$(printf %s "$chance" | cut -c1-3)" "$(printf %s "$chance" | cut -c4-6)" "$(printf %s "$chance" | cut -c7-18)")

curl --silent --show-error --fail-with-body "$TOKENLEDGER_URL/api/v1/usage/collect" \
  --header "authorization: Bearer $TOKENLEDGER_KEY" \
  --header "content-type: application/json" \
  --data "{
    \"eventId\": \"$event_id\", \"user\": \"u_42\", \"feature\": \"chat\", \"model\": \"claude-haiku-4-5\",
    \"usage\": { \"input_tokens\": 1200, \"output_tokens\": 80, \"cache_read_input_tokens\": 4000 }
  }"
echo

if [ -n "${TOKENLEDGER_SESSION:-}" ]; then
  curl --silent --show-error --fail-with-body --get "$TOKENLEDGER_URL/api/v1/admin/systemOverview" \
    --header "authorization: Bearer $TOKENLEDGER_SESSION" \
    --data-urlencode "startDate=$(date -u -d yesterday +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -v-1d +%Y-%m-%dT%H:%M:%SZ)" \
    --data-urlencode "endDate=$(date -u -d tomorrow +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -v+1d +%Y-%m-%dT%H:%M:%SZ)" \
    --data-urlencode "features=chat" --data-urlencode "features=search"
  echo
fi
