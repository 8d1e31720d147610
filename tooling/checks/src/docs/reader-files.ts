const line = (value: object): string => `${JSON.stringify(value)}\n`;

const usage = { input_tokens: 12, output_tokens: 3 };

/** What a reader of the documents has lying about: below the home folder, and in `work`, where commands are typed. */
export const files: Readonly<Record<string, string>> = {
  ".claude/projects/mine/session.jsonl": line({
    type: "assistant",
    timestamp: "2026-10-02T08:00:00.000Z",
    sessionId: "s",
    requestId: "req_1",
    message: { id: "msg_1", role: "assistant", model: "claude-haiku-4-5", usage },
  }),
  "work/spend.csv": [
    "request_id,startTime,endTime,model,custom_llm_provider,prompt_tokens,completion_tokens,end_user,status",
    "chatcmpl-1,2026-10-02 08:00:00,2026-10-02 08:00:01,claude-haiku-4-5,anthropic,12,3,u_42,success\n",
  ].join("\n"),
  "work/results.jsonl": line({
    custom_id: "a",
    result: {
      type: "succeeded",
      message: { id: "msg_2", role: "assistant", model: "claude-haiku-4-5", usage },
    },
  }),
  "work/observations.json": JSON.stringify({
    data: [
      {
        id: "obs-1",
        type: "GENERATION",
        startTime: "2026-10-02T08:00:00.000Z",
        endTime: "2026-10-02T08:00:01.000Z",
        model: "claude-haiku-4-5",
        usageDetails: { input: 12, output: 3, cache_read_input_tokens: 100, total: 115 },
      },
      { id: "obs-2", type: "SPAN", startTime: "2026-10-02T08:00:00.000Z" },
    ],
  }),
};
