use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ConnectionId;
use latchstring_service::connection::{self, MfaCode, MfaInbox};
use latchstring_web_kit::problem::Problem;
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::reveal::{expose, expose_if_any};
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// What came to the address of a connection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MfaCodes)]
pub(crate) struct MfaCodesBody {
    /// The address that codes are forwarded to; null where the workspace has no MFA domain.
    #[schema(required, example = "019aa0b2-3c4d-7e5f-8a6b-7c8d9e0f1a2b@mfa.example.com")]
    address: Option<String>,
    /// The messages of the last ten minutes, oldest first.
    codes: Vec<MfaCodeBody>,
}

/// One message.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MfaCode)]
struct MfaCodeBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(format = DateTime)]
    received_at: String,
    /// From when on it is gone.
    #[schema(format = DateTime)]
    expires_at: String,
    /// Who sent it, as the mail service said; anybody can write anything there.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String, example = "Pacific Power <no-reply@pacificpower.example>")]
    sender: SecretString,
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String, example = "Your sign-in code")]
    subject: SecretString,
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String, example = "Your code is 482913.")]
    text: SecretString,
    /// The code in it, where there is exactly one thing that can be one: four to ten letters and digits, at least one of them a
    /// digit. Null where there is none, or more than one; then look for it in the text.
    #[serde(serialize_with = "expose_if_any")]
    #[schema(required, value_type = Option<String>, example = "482913")]
    code: Option<SecretString>,
}

impl From<MfaCode> for MfaCodeBody {
    fn from(MfaCode { id, received_at, expires_at, sender, subject, text, code }: MfaCode) -> Self {
        Self {
            id: id.to_string(),
            received_at: received_at.to_string(),
            expires_at: expires_at.to_string(),
            sender,
            subject,
            text,
            code,
        }
    }
}

/// Read the forwarded codes of a connection
///
/// For your collector alone, when the provider has mailed a code. A message is there for ten minutes. Each reading that finds
/// some is an event of the connection; ask every few seconds while you wait for one. Needs the scope `credentials:read`, which
/// no key has unless it was asked for.
#[utoipa::path(
    get, path = "/connection/{connection_id}/mfa-codes", operation_id = "readMfaCodes", tag = "Connections",
    params(("connection_id" = uuid::Uuid, Path, description = "The connection.")),
    responses((status = 200, description = "What came.", body = MfaCodesBody), Missing, Refusals)
)]
pub(crate) async fn mfa_codes(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ConnectionId>,
) -> Result<Json<MfaCodesBody>, Problem> {
    let read = connection::read_mfa_codes(api.latchstring(), &caller.0, id).await;
    let MfaInbox { address, codes } = read.map_err(failed)?;
    let codes = codes.into_iter().map(Into::into).collect();
    Ok(Json(MfaCodesBody { address: address.map(|address| address.to_string()), codes }))
}
