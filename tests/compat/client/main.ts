// The main job of a customer's server: invite somebody, find the invitation, read it, take it back twice.
// Prints one line of JSON. Only what the generated types promise is used, so that the compiler is half of the test.
import createClient from "openapi-fetch";

import type { components, paths } from "./schema.js";

type Invitation = components["schemas"]["Invitation"];

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

function must<T>(answer: { data?: T; error?: components["schemas"]["Problem"]; response: Response }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.response.status} ${answer.error?.code ?? ""}: ${answer.error?.detail ?? ""}`);
  }
  return answer.data;
}

const api = createClient<paths>({
  baseUrl: setting("LATCHSTRING_BASE_URL"),
  headers: { "X-API-Key": setting("LATCHSTRING_API_KEY") },
});
const company = { path: { company_id: setting("LATCHSTRING_COMPANY_ID") } };

const created: Invitation = must(
  await api.POST("/invitation/company/{company_id}", {
    params: company,
    body: {
      allowedEmails: ["mike@example.org"],
      expiresInSeconds: 1_209_600,
      maxUses: 1,
      prefill: { country: "US", utilityTypes: ["ELECTRICITY"] },
      metadata: { ticket: "4711" },
    },
  }),
);

const page = must(
  await api.GET("/invitation/company/{company_id}", {
    params: { ...company, query: { status: "ACTIVE", limit: 1 } },
  }),
);
const total = "totalInvitations" in page ? page.totalInvitations : null;
const listed = page.invitations[0]?.id ?? null;

const invitation = { path: { invitation_id: created.id } };
const detail = must(await api.GET("/invitation/{invitation_id}", { params: invitation }));
const first = must(await api.POST("/invitation/{invitation_id}/revoke", { params: invitation }));
const second = must(await api.POST("/invitation/{invitation_id}/revoke", { params: invitation }));

const refused = await api.POST("/invitation/company/{company_id}", { params: company, body: { maxUses: 0 } });
const problem = refused.error;

console.log(
  JSON.stringify({
    created: created.id,
    link: created.invitationUrl,
    type: created.invitationType,
    metadata: created.metadata,
    total,
    listed,
    events: detail.events.map((event) => event.type),
    revoked: [first.status, second.status],
    refused: problem?.errors?.map((error) => `${error.pointer} ${error.code}`) ?? null,
  }),
);
