use axum::Json;
use axum::extract::State;
use latchstring_service::workspace;
use latchstring_web_kit::problem::Problem;
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::reveal::expose;
use crate::schema::Refusals;
use crate::state::ApiState;

/// The secret under which what is handed in is signed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InboundSecret)]
pub(super) struct InboundSecretBody {
    /// As libraries for Standard Webhooks take it. Shown this once.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String, example = "whsec_…")]
    secret: SecretString,
}

/// Make the inbound secret anew
///
/// With it your mail server or mail service signs what it hands in below `/inbound`. What is signed under the secret before it
/// is not taken any more. Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/workspace/inbound-secret", operation_id = "rotateInboundSecret", tag = "Workspace",
    responses((status = 200, description = "The secret.", body = InboundSecretBody), Refusals)
)]
pub(super) async fn rotate(
    State(api): State<ApiState>,
    caller: ApiCaller,
) -> Result<Json<InboundSecretBody>, Problem> {
    let secret = workspace::rotate_inbound_secret(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(InboundSecretBody { secret }))
}
