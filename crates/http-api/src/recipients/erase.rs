use axum::Json;
use axum::extract::State;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::recipient::{self, EraseError, Erased};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::problem::{defect, failed, problem};
use crate::read::{Fields, JsonBody, email};
use crate::schema::{BadBody, BrokenLog, Refusals};
use crate::state::ApiState;

/// Who is to be erased.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EraseRecipient, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct EraseRecipientBody {
    /// Their address, in any spelling that is the same mailbox.
    #[schema(format = Email, example = "jane@example.com")]
    email: String,
}

/// From how many things somebody was erased.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ErasedRecipient)]
pub(super) struct ErasedBody {
    /// Invitations; one that was for them alone can be used no more.
    invitations: u32,
    magic_links: u32,
    mails: u32,
    /// Connections, which are ended: what they signed in with is gone.
    connections: u32,
    events: u32,
    /// Webhooks that are kept.
    webhooks: u32,
}

impl From<Erased> for ErasedBody {
    fn from(Erased { invitations, magic_links, mails, connections, events, webhooks }: Erased) -> Self {
        Self { invitations, magic_links, mails, connections, events, webhooks }
    }
}

fn refused(error: EraseError) -> Problem {
    match error {
        EraseError::Failed(failure) => failed(failure),
        EraseError::Broken(chain) => problem(
            ProblemCode::EventLogBroken,
            format!(
                "Nothing was erased from what comes after it: {chain}. Have the operator verify the event log."
            ),
        ),
        other => defect(&other),
    }
}

/// Erase a recipient
///
/// Their address, where they came from, what was prefilled for them, whom mails went to, what they signed in with, and what
/// webhooks that are kept say of them are gone. The event log says the rest and still verifies. Done again it finds nothing
/// more. Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/recipient/erase", operation_id = "eraseRecipient", tag = "Workspace",
    request_body = EraseRecipientBody,
    responses((status = 200, description = "From how many things.", body = ErasedBody), BadBody, BrokenLog, Refusals)
)]
pub(super) async fn erase(
    State(api): State<ApiState>,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<Json<ErasedBody>, Problem> {
    let address = read(fields)?;
    let erased = recipient::erase(api.latchstring(), &caller.0, address).await.map_err(refused)?;
    Ok(Json(erased.into()))
}

fn read(mut fields: Fields) -> Result<latchstring_domain::email::EmailAddress, Problem> {
    let address = fields.required("email", email);
    fields.finish(address)
}
