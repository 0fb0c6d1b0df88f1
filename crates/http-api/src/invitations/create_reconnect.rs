use axum::Json;
use http::StatusCode;
use latchstring_domain::id::ConnectionId;
use latchstring_service::invitation::{self, CreateReconnect, CreateReconnectError};
use latchstring_web_kit::problem::Problem;

use super::branding;
use super::model::InvitationBody;
use super::terms::{self, TermsBody};
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{Fields, JsonBody};
use crate::schema::{BadBody, Missing, Refusals};

fn read(connection_id: ConnectionId, mut fields: Fields) -> Result<CreateReconnect, Problem> {
    let terms = terms::read(&mut fields);
    fields.finish(Some(CreateReconnect { connection_id, terms }))
}

fn refused(error: CreateReconnectError) -> Problem {
    match error {
        CreateReconnectError::Draft(error) => terms::does_not_fit(error, ""),
        CreateReconnectError::Mail(error) => terms::cannot_mail(error),
        CreateReconnectError::Return { field, untrusted } => terms::no_return(field, &untrusted),
        CreateReconnectError::Embed(untrusted) => terms::no_embedding(&untrusted),
        CreateReconnectError::Brand(error) => branding::no_such_look(error),
        CreateReconnectError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Invite somebody to repair a connection
///
/// Makes a reconnect invitation (`EDIT_CONNECTION`). Needs the scope `invitations:write`; the link is only shown to a
/// key that also has `links:reveal`.
#[utoipa::path(
    post, path = "/invitation/connection/{connection_id}", operation_id = "createReconnectInvitation", tag = "Invitations",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("connection_id" = uuid::Uuid, Path, description = "The connection to be repaired.")),
    request_body = TermsBody,
    responses((status = 201, description = "The invitation.", body = InvitationBody), BadBody, Missing, Refusals)
)]
pub(crate) async fn create_reconnect(
    Acting(api): Acting,
    caller: ApiCaller,
    PathId(connection_id): PathId<ConnectionId>,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<InvitationBody>), Problem> {
    let wish = read(connection_id, fields)?;
    let view = invitation::create_reconnect(api.latchstring(), &caller.0, wish).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(view.into())))
}
