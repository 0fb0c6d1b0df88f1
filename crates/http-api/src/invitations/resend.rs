use std::time::Duration;

use axum::Json;
use axum::extract::State;
use latchstring_domain::email::{AllowList, EmailAddress};
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{MIN_LIFETIME, NotUsable};
use latchstring_domain::problem::ProblemCode;
use latchstring_service::invitation::{self, CannotMail, Resend, ResendError, Resent, Skipped};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::extend::not_extended;
use super::model::InvitationBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::read::{FieldCode, Fields, OptionalBody, Refused, boolean, email, integer, invalid};
use crate::schema::{BadBody, Missing, NotResendable, Refusals, TooManyMails};
use crate::state::ApiState;

/// How an invitation is mailed again.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ResendInvitation, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct ResendBody {
    /// How much longer the link lives: counted from its expiry, or from now on if that has passed. One that never expires
    /// stays so.
    #[schema(nullable = false, minimum = 60, example = 604_800)]
    extend_seconds: Option<u64>,
    /// Whether it gets another link. The one before is dead at once, with all that was opened by it.
    #[schema(nullable = false, example = true)]
    rotate: Option<bool>,
    /// To whom it goes, within `allowedEmails`. Absent: every address there. With `rotate` it may be empty.
    #[schema(nullable = false, max_items = 100)]
    emails: Option<Vec<String>>,
}

/// An invitation that was mailed again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ResentInvitation)]
pub(crate) struct ResentBody {
    #[serde(flatten)]
    invitation: InvitationBody,
    /// To whom it goes now.
    #[schema(example = json!(["mike@example.org"]))]
    mailed: Vec<String>,
    /// To whom it does not, because they were sent it a short while ago.
    skipped: Vec<SkippedBody>,
}

/// An address that is not mailed for now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SkippedMail)]
pub(crate) struct SkippedBody {
    #[schema(example = "mike@example.org")]
    email: String,
    /// From when on it can be mailed again.
    #[schema(format = DateTime)]
    retry_at: String,
}

impl From<Resent> for ResentBody {
    fn from(Resent { view, mailed, skipped }: Resent) -> Self {
        let skipped = skipped.into_iter().map(|Skipped { to, retry_at }| SkippedBody {
            email: to.to_string(),
            retry_at: retry_at.to_string(),
        });
        Self {
            invitation: view.into(),
            mailed: mailed.iter().map(EmailAddress::to_string).collect(),
            skipped: skipped.collect(),
        }
    }
}

fn read(mut fields: Fields) -> Result<Resend, Problem> {
    let at_least = MIN_LIFETIME.as_secs();
    let extend = fields.optional("extendSeconds", integer(at_least..=u64::MAX)).map(Duration::from_secs);
    let rotate = fields.optional("rotate", boolean).unwrap_or_default();
    let to = fields.list("emails", AllowList::MAX, email);
    fields.finish(Some(Resend { extend, rotate, to }))
}

fn refused(error: ResendError, asked: &[EmailAddress], api: &ApiState) -> Problem {
    match error {
        ResendError::NotUsable(why) => not_usable(why),
        ResendError::Extend(error) => not_extended(error, "/extendSeconds"),
        ResendError::NotAllowed(strangers) => {
            let places = asked.iter().enumerate().filter(|(_, address)| strangers.contains(address));
            invalid(places.map(|(place, _)| {
                let detail = "must be within allowedEmails of the invitation";
                Refused::new(FieldCode::AddressNotAllowed, detail).at(format!("/emails/{place}"))
            }))
        }
        ResendError::Mail(CannotMail::NoAddress) => {
            let detail = "needs an address to send to; a domain in allowedEmails is none";
            invalid([Refused::new(FieldCode::NeedsAddresses, detail).at("/emails")])
        }
        ResendError::Mail(CannotMail::NoMail) => {
            let detail =
                "this server sends no mail; to replace the link without mailing it, send an empty list";
            invalid([Refused::new(FieldCode::MailNotConfigured, detail).at("/emails")])
        }
        ResendError::TooSoon { retry_at } => {
            let detail = format!("Each of them was sent it a short while ago. Try again after {retry_at}.");
            let wait = retry_at.since(api.latchstring().now()).max(Duration::from_secs(1));
            problem(ProblemCode::RateLimited, detail).retry_after(wait)
        }
        ResendError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

fn not_usable(why: NotUsable) -> Problem {
    match why {
        NotUsable::Revoked { at } => {
            let detail = format!("The invitation was revoked at {at}, which is final.");
            problem(ProblemCode::InvitationRevoked, detail)
        }
        NotUsable::Fulfilled => {
            let detail = "The invitation was used as often as it may be, which is final.";
            problem(ProblemCode::InvitationFulfilled, detail)
        }
        NotUsable::Expired { at } => {
            let detail = format!("The invitation expired at {at}. Extend it, with extendSeconds or before.");
            problem(ProblemCode::InvitationExpired, detail)
        }
    }
}

/// Mail an invitation again
///
/// To every address of `allowedEmails`, or to some, with the same link unless another is asked for. Whoever was sent the
/// invitation within five minutes, or ten mails of this kind within a day, is passed over and listed in `skipped`; where
/// that leaves nobody and there is no other link to be made, nothing is done and the answer is 429. Needs the scope
/// `invitations:write`.
#[utoipa::path(
    post, path = "/invitation/{invitation_id}/resend", operation_id = "resendInvitation", tag = "Invitations",
    params(("invitation_id" = uuid::Uuid, Path, description = "The invitation.")),
    request_body = Option<ResendBody>,
    responses((status = 200, description = "The invitation, and to whom it goes.", body = ResentBody), BadBody, Missing, NotResendable, TooManyMails, Refusals)
)]
pub(crate) async fn resend(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<InvitationId>,
    OptionalBody(fields): OptionalBody,
) -> Result<Json<ResentBody>, Problem> {
    let wish = read(fields)?;
    let resent = invitation::resend(api.latchstring(), &caller.0, id, &wish).await;
    let asked = wish.to.unwrap_or_default();
    Ok(Json(resent.map_err(|error| refused(error, &asked, &api))?.into()))
}
