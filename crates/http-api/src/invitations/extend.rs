use axum::Json;
use axum::extract::State;
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{ExtendError, Extension};
use latchstring_domain::problem::ProblemCode;
use latchstring_service::invitation::{self, ExtendInvitationError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::InvitationBody;
use super::terms;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::read::{FieldCode, Fields, JsonBody, Refused, invalid, timestamp};
use crate::schema::{BadBody, Final, Missing, Refusals};
use crate::state::ApiState;

/// How long an invitation lives from now on: one of the two.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExtendInvitation, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct ExtendBody {
    /// So long from now on.
    #[schema(nullable = false, minimum = 60, example = 604_800)]
    expires_in_seconds: Option<u64>,
    /// Until this time, at least a minute from now; null: for ever.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// What is asked for, and the field that asks.
struct Asked {
    extension: Extension,
    pointer: &'static str,
}

fn read(mut fields: Fields) -> Result<Asked, Problem> {
    if fields.has("expiresInSeconds") && fields.has("expiresAt") {
        let refused = Refused::new(FieldCode::Exclusive, "cannot be given together with expiresInSeconds");
        fields.refuse("expiresAt", refused);
    }
    if !fields.has("expiresInSeconds") && !fields.has("expiresAt") {
        let refused = Refused::new(FieldCode::Required, "is required, unless there is an expiresAt");
        fields.refuse("expiresInSeconds", refused);
    }
    let span = terms::lifetime(&mut fields);
    let end = fields.nullable("expiresAt", timestamp);
    let at = |extension, pointer| Asked { extension, pointer };
    let span = span.map(|span| at(Extension::For(span), "/expiresInSeconds"));
    let end = end.map(|end| at(end.map_or(Extension::Forever, Extension::Until), "/expiresAt"));
    fields.finish(span.or(end))
}

/// The problem of an invitation that cannot be extended so; `pointer` is the field that asked for it.
pub(super) fn not_extended(error: ExtendError, pointer: &str) -> Problem {
    let code = match error {
        ExtendError::Revoked { at } => {
            let detail = format!("The invitation was revoked at {at}, which is final.");
            return problem(ProblemCode::InvitationRevoked, detail);
        }
        ExtendError::Fulfilled => {
            let detail = "The invitation was used as often as it may be, which is final.";
            return problem(ProblemCode::InvitationFulfilled, detail);
        }
        ExtendError::Shortens => FieldCode::WouldShorten,
        ExtendError::TooShort | ExtendError::TooLong(_) | ExtendError::BeyondTime => FieldCode::OutOfRange,
        other => return defect(&other),
    };
    invalid([Refused::saying(code, error).at(pointer)])
}

/// Extend an invitation
///
/// Gives it a later expiry; one that has expired works again from now on. It never ends earlier for it: what would
/// shorten it is refused, and what it lives already changes nothing. The ceiling of the workspace counts from now on.
/// Needs the scope `invitations:write`.
#[utoipa::path(
    post, path = "/invitation/{invitation_id}/extend", operation_id = "extendInvitation", tag = "Invitations",
    params(("invitation_id" = uuid::Uuid, Path, description = "The invitation.")),
    request_body = ExtendBody,
    responses((status = 200, description = "The invitation with its expiry.", body = InvitationBody), BadBody, Missing, Final, Refusals)
)]
pub(crate) async fn extend(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<InvitationId>,
    JsonBody(fields): JsonBody,
) -> Result<Json<InvitationBody>, Problem> {
    let Asked { extension, pointer } = read(fields)?;
    let extended = invitation::extend(api.latchstring(), &caller.0, id, extension).await;
    let view = extended.map_err(|error| match error {
        ExtendInvitationError::Refused(error) => not_extended(error, pointer),
        ExtendInvitationError::Failed(failure) => failed(failure),
        other => defect(&other),
    })?;
    Ok(Json(view.into()))
}
