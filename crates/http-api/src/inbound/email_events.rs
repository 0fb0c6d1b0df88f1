use axum::extract::State;
use http::{HeaderMap, StatusCode};
use latchstring_service::mail::{self, Comeback};
use latchstring_web_kit::problem::Problem;
use serde_json::Value;
use utoipa::ToSchema;

use super::signed::by_mail_service;
use crate::problem::failed;
use crate::read::{Fields, Refused, SignedBody, string};
use crate::schema::{BadBody, Missing, Refusals};
use crate::state::ApiState;

/// The most characters of a `Message-ID`: a line of a mail.
const MESSAGE_ID: usize = 998;

/// What became of a mail after it was sent.
#[derive(Debug, ToSchema)]
#[schema(as = EmailEvent, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct EmailEventBody {
    /// `email.bounced` or `email.complained`. Any other is taken and passed over.
    #[schema(nullable = false, example = "email.bounced")]
    r#type: String,
    #[schema(nullable = false)]
    data: EmailEventData,
}

/// Which mail.
#[derive(Debug, ToSchema)]
#[schema(as = EmailEventData, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct EmailEventData {
    /// Its `Message-ID`, with or without its angle brackets.
    #[schema(nullable = false, max_length = 998, example = "<0192f0c1000070008000000000000042@example.com>")]
    message_id: String,
}

struct EmailEvent {
    /// None for one that is passed over.
    how: Option<Comeback>,
    message_id: String,
}

/// What is not known is passed over: services say more than is needed here.
fn read(mut fields: Fields) -> Result<EmailEvent, Problem> {
    let how = fields.required(
        "type",
        string(|text| {
            Ok::<_, Refused>(match text {
                "email.bounced" => Some(Comeback::Bounced),
                "email.complained" => Some(Comeback::Complained),
                _ => None,
            })
        }),
    );
    let message_id = fields.required_object("data", |data| {
        let message_id = data.required("messageId", message_id);
        data.rest();
        message_id
    });
    fields.rest();
    let event = how.zip(message_id.flatten()).map(|(how, message_id)| EmailEvent { how, message_id });
    fields.finish(event)
}

fn message_id(value: Value) -> Result<String, Refused> {
    string(|text| match text.chars().count() {
        0..=MESSAGE_ID => Ok(text.to_owned()),
        _ => Err(Refused::new(crate::read::FieldCode::TooLong, "must have at most 998 characters")),
    })(value)
}

/// Tell of a mail that came back
///
/// For the mail service of this deployment, or a program beside it: a mail that was sent could not be delivered after all, or its reader called it
/// unwanted. Where it brought an invitation, `deliveries` says `FAILED` with the reason `bounced` or `complained`, and `EMAIL_FAILED`
/// and `invitation.delivery_failed.v1` tell of it, once; and its workspace mails the address no more, as `GET /suppression` shows.
/// Any other mail is passed over.
///
/// Needs no API key: the request is signed after Standard Webhooks 1.0 (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`, or
/// their svix twins) with the secret `mail.events_secret` of the configuration, not more than five minutes ago. Without such a
/// secret there is nothing at this address.
#[utoipa::path(
    post, path = "/inbound/email-events", operation_id = "receiveEmailEvent", tag = "Service", security(()),
    request_body = EmailEventBody,
    responses((status = 204, description = "It was taken."), BadBody, Missing, Refusals)
)]
pub(super) async fn receive(
    State(api): State<ApiState>,
    headers: HeaderMap,
    body: SignedBody,
) -> Result<StatusCode, Problem> {
    by_mail_service(&api, &headers, &body)?;
    let EmailEvent { how, message_id } = read(body.fields()?)?;
    if let Some(how) = how {
        mail::came_back(api.latchstring(), &message_id, how).await.map_err(failed)?;
    }
    Ok(StatusCode::NO_CONTENT)
}
