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

/// The secret that signs what browsers carry back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReturnSecret)]
pub(super) struct ReturnSecretBody {
    /// The key of the tokens (JWT, HS256), as the text it is. Shown this once.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String, example = "lsr_…")]
    secret: SecretString,
}

/// Make the return secret anew
///
/// With it the addresses that recipients are sent back to get a parameter `result`: a JSON Web Token under HS256 that names the
/// invitation, the connections and your `state`, and is good for ten minutes. The secret before it checks nothing any more.
/// Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/workspace/return-secret", operation_id = "rotateReturnSecret", tag = "Workspace",
    responses((status = 200, description = "The secret.", body = ReturnSecretBody), Refusals)
)]
pub(super) async fn rotate(
    State(api): State<ApiState>,
    caller: ApiCaller,
) -> Result<Json<ReturnSecretBody>, Problem> {
    let secret = workspace::rotate_return_secret(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(ReturnSecretBody { secret }))
}
