use axum::extract::State;
use http::{HeaderMap, StatusCode};
use latchstring_domain::mfa::{MfaAddress, MfaDomain};
use latchstring_domain::workspace::Workspace;
use latchstring_service::inbound::{self, ForwardedMessage, ForwardedMessageError};
use latchstring_web_kit::problem::Problem;
use latchstring_web_kit::request::RequestContext;
use utoipa::ToSchema;

use super::signed::handed_in;
use crate::path::PathId;
use crate::problem::failed;
use crate::read::{FieldCode, Fields, Refused, SignedBody, invalid, string};
use crate::schema::{BadBody, Unsigned};
use crate::state::ApiState;

/// A message that somebody forwarded.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ForwardedMessage, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
struct ForwardedMessageBody {
    /// Who sent it, as its `From` says.
    #[schema(nullable = false, max_length = 500, example = "Pacific Power <no-reply@pacificpower.example>")]
    sender: Option<String>,
    #[schema(nullable = false, max_length = 998, example = "Your sign-in code")]
    subject: Option<String>,
    /// Its plain text, or what is left of its HTML without the tags.
    #[schema(max_length = 50_000, example = "Your code is 482913.")]
    text: String,
}

fn read(mut fields: Fields) -> Result<ForwardedMessage, Problem> {
    let any = || string(|text| Ok::<_, Refused>(text.to_owned()));
    let sender = fields.optional("sender", any()).unwrap_or_default();
    let subject = fields.optional("subject", any()).unwrap_or_default();
    let text = fields.required("text", any());
    let (sender, subject, text) = fields.finish(text.map(|text| (sender, subject, text)))?;
    ForwardedMessage::new(sender, subject, text).map_err(|error| {
        let pointer = match error {
            ForwardedMessageError::Sender => "/sender",
            ForwardedMessageError::Subject => "/subject",
            _ => "/text",
        };
        invalid([Refused::saying(FieldCode::TooLong, error).at(pointer)])
    })
}

/// Hand in a forwarded message
///
/// For the mail server or mail service of your MFA domain. The message is kept for ten minutes, sealed, for your collector and
/// for nobody else, and a recipient who waits for a test sees that it arrived. Signed as our own webhooks are (Standard Webhooks
/// 1.0), under the secret that `POST /workspace/inbound-secret` makes; the same `webhook-id` counts once. The answer is the same
/// whether anybody waits for the message or not. Needs no API key.
#[utoipa::path(
    post, path = "/inbound/mfa/{address}", operation_id = "receiveMfaMessage", tag = "Connections",
    security(("signature" = [])),
    params(
        ("address" = String, Path, description = "The address that the message came to.", example = "019aa0b2-3c4d-7e5f-8a6b-7c8d9e0f1a2b@mfa.example.com"),
        ("webhook-id" = String, Header, description = "What tells this message from any other, of at most 256 characters."),
        ("webhook-timestamp" = String, Header, description = "When it is sent, in seconds since the Unix epoch; at most five minutes from now."),
        ("webhook-signature" = String, Header, description = "`v1,` and base64 of HMAC-SHA-256 over id, timestamp and body, with full stops between them."),
    ),
    request_body = ForwardedMessageBody,
    responses((status = 202, description = "Taken."), BadBody, Unsigned)
)]
pub(super) async fn receive(
    State(api): State<ApiState>,
    PathId(AddressText(address)): PathId<AddressText>,
    context: RequestContext,
    headers: HeaderMap,
    body: SignedBody,
) -> Result<StatusCode, Problem> {
    let domain = MfaDomain::of_address(&address);
    let may_be_for = |workspace: &Workspace| domain.is_some() && workspace.mfa_domain == domain;
    let inbound = handed_in(&api, (&context, &headers, &body), may_be_for).await?;
    let message = read(body.fields()?)?;
    let address = MfaAddress::parse(&address).ok();
    inbound::receive_mfa(api.latchstring(), &inbound, address.as_ref(), &message).await.map_err(failed)?;
    Ok(StatusCode::ACCEPTED)
}

/// Whatever stands in the place of the address: what is none is nobody's, as is one of nobody.
pub(super) struct AddressText(String);

impl std::str::FromStr for AddressText {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}
