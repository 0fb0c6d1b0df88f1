//! What the OpenAPI document says of names and errors, taken from where they are defined.

use std::collections::BTreeMap;

use http::StatusCode;
use latchstring_domain::actor::ActorKind;
use latchstring_domain::api_key::Scope;
use latchstring_domain::branding::Font;
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::event::{EventKind, ExportFormat};
use latchstring_domain::invitation::{InvitationSource, InvitationStatus, MailStatus};
use latchstring_domain::magic_link::{LinkOrigin, MagicLinkStatus};
use latchstring_domain::mfa::MfaForwarding;
use latchstring_domain::notice::Notice;
use latchstring_domain::oauth::ClientAuth;
use latchstring_domain::provider::SignInMethodName as MethodName;
use latchstring_domain::reminder::Reminder;
use latchstring_domain::sign_in::FieldKind;
use latchstring_domain::utility::UtilityType;
use latchstring_domain::webhook::{
    AttemptError, DeliveryStatus, DisabledBecause, EventType as WebhookType, FailedBecause,
};
use latchstring_domain::workspace::Mode;
use serde_json::{Value, json};
use utoipa::openapi::schema::{AdditionalProperties, Array, ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

macro_rules! named_schemas {
    ($($(#[doc = $doc:literal])* $marker:ident = $name:literal, such as $example:literal, $all:expr;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) enum $marker {}

        impl PartialSchema for $marker {
            fn schema() -> RefOr<Schema> {
                let names: Vec<Value> = $all.map(Value::from).collect();
                let description = concat!($($doc),*).trim();
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .enum_values(Some(names))
                    .description(Some(description))
                    .examples([Value::from($example)])
                    .into()
            }
        }

        impl ToSchema for $marker {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    )*};
}

named_schemas! {
    /// Where an invitation stands. `REVOKED` comes before `FULFILLED`, that before `EXPIRED`, and what is none of them is `ACTIVE`.
    InvitationStatusName = "InvitationStatus", such as "ACTIVE", InvitationStatus::ALL.iter().map(|name| name.as_str());
    /// Whether a workspace holds real accounts or play ones.
    WorkspaceModeName = "WorkspaceMode", such as "live", Mode::ALL.iter().map(|name| name.as_str());
    /// What a notice can be of: a recipient asked for a new link, a recipient made a connection.
    NoticeName = "Notice", such as "LINK_REQUESTED", Notice::ALL.iter().map(|name| name.as_str());
    /// Where many invitations stand that were asked for at once: only checked, being made, or all settled.
    BulkStatusName = "BulkStatus", such as "RUNNING", ["VALIDATED", "RUNNING", "DONE"].into_iter();
    /// Where one of them stands. `VALID`, in a dry run: it would be made. `WAITING`: it will be. `DUPLICATE`: there is such an invitation, so it was passed over. `FAILED`: it could be made when it was checked, and could not be later.
    BulkRowStatusName = "BulkRowStatus", such as "CREATED", ["VALID", "WAITING", "CREATED", "DUPLICATE", "FAILED"].into_iter();
    /// What became of a mail. `SENT`: a mail server took it; whether it arrived is not known.
    MailStatusName = "MailStatus", such as "SENT", MailStatus::ALL.iter().map(|name| name.as_str());
    /// Why a mail reminds: nothing was done with the link for days, or it ends soon and nothing was done with it.
    ReminderName = "Reminder", such as "UNTOUCHED", Reminder::ALL.iter().map(|name| name.as_str());
    /// What an invitation is for: making a connection, or repairing one.
    InvitationTypeName = "InvitationType", such as "CREATE_CONNECTION", ["CREATE_CONNECTION", "EDIT_CONNECTION"].into_iter();
    /// The interface an invitation was made through: `native` for this one and the command line, `hotglue` for the portal links.
    InvitationSourceName = "InvitationSource", such as "native", InvitationSource::ALL.iter().map(|name| name.as_str());
    /// What a portal link is for. `flow` and `connector` mean the same as `flows` and `connectors`.
    PortalLinkTypeName = "PortalLinkType", such as "all", ["all", "flows", "flow", "connectors", "connector"].into_iter();
    /// Where a magic link stands. `REVOKED` comes before `FULFILLED`, that before `EXPIRED`, and what is none of them is `ACTIVE`.
    MagicLinkStatusName = "MagicLinkStatus", such as "ACTIVE", MagicLinkStatus::ALL.iter().map(|name| name.as_str());
    /// Where a magic link comes from: minted here, or taken in when it was opened, because this database did not know it.
    LinkOriginName = "MagicLinkOrigin", such as "minted", LinkOrigin::ALL.iter().map(|name| name.as_str());
    /// Where a connection stands.
    ConnectionStatusName = "ConnectionStatus", such as "CONNECTED", ConnectionStatus::ALL.iter().map(|name| name.as_str());
    /// What the owner of a connection did about the codes that its provider mails.
    MfaForwardingName = "MfaForwarding", such as "FORWARDED", MfaForwarding::ALL.iter().map(|name| name.as_str());
    /// A kind of utility.
    UtilityTypeName = "UtilityType", such as "ELECTRICITY", UtilityType::ALL.iter().map(|name| name.as_str());
    /// A font of pages. `own` is the one that was uploaded; the others come with the server.
    FontName = "Font", such as "system", Font::ALL.iter().map(|name| name.as_str());
    /// How customers of a provider sign in: `sandbox` plays, `form` takes what is filled in and leaves it to your collector to find out whether it works, and with `oauth` they agree at the provider itself.
    SignInMethodName = "SignInMethod", such as "form", MethodName::ALL.iter().map(|name| name.as_str());
    /// How a client sends its secret to an authorisation server (RFC 6749, section 2.3.1).
    ClientAuthName = "ClientAuth", such as "basic", ClientAuth::ALL.iter().map(|name| name.as_str());
    /// What a field of a sign-in form takes.
    FieldKindName = "SignInFieldType", such as "text", FieldKind::ALL.iter().map(|name| name.as_str());
    /// What happened.
    EventTypeName = "EventType", such as "CREATED", EventKind::ALL.iter().map(|name| name.as_str());
    /// A type of webhook.
    WebhookTypeName = "WebhookType", such as "connection.created.v2", WebhookType::ALL.iter().map(|name| name.as_str());
    /// Why an endpoint is sent nothing: somebody wanted it so, it answered 410 Gone, or it failed for five days without a single success.
    DisabledBecauseName = "WebhookDisabledBecause", such as "gone", DisabledBecause::ALL.iter().map(|name| name.as_str());
    /// Where a delivery stands: still tried, arrived, or given up.
    DeliveryStatusName = "WebhookDeliveryStatus", such as "delivered", DeliveryStatus::ALL.iter().map(|name| name.as_str());
    /// Why a delivery was given up: every try failed, the endpoint answered 410 Gone, or it was disabled meanwhile.
    FailedBecauseName = "WebhookFailedBecause", such as "exhausted", FailedBecause::ALL.iter().map(|name| name.as_str());
    /// Why an endpoint did not answer.
    AttemptErrorName = "WebhookAttemptError", such as "timeout", AttemptError::ALL.iter().map(|name| name.as_str());
    /// One thing an API key may be allowed to do.
    ScopeName = "Scope", such as "invitations:read", Scope::ALL.iter().map(|name| name.as_str());
    /// Where an API key stands.
    ApiKeyStatusName = "ApiKeyStatus", such as "ACTIVE", ["ACTIVE", "REVOKED", "EXPIRED"].into_iter();
    /// What kind of party acted: a program with an API key, the person who opened a link, whatever fetched one, a person running the deployment, or Latchstring itself.
    ActorKindName = "ActorKind", such as "api_key", ActorKind::ALL.iter().map(|name| name.as_str());
    /// How exported events are written down: a JSON object a line, or a table for spreadsheets.
    ExportFormatName = "ExportFormat", such as "jsonl", ExportFormat::ALL.iter().map(|name| name.as_str());
}

/// A file, byte for byte.
#[derive(Debug, ToSchema)]
#[schema(as = File, value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes a body that is no JSON")]
pub(crate) struct FileSchema(Vec<u8>);

/// Where a picture is fetched from, this once.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `PictureBody` reads")]
pub(crate) struct PictureAddress {
    /// An address that begins with `https://` and does not lead to another one. What is there is bound as an upload is.
    #[schema(max_length = 2000, example = "https://www.northwind.example/logo.png")]
    url: String,
}

/// An error, as RFC 9457 problem details.
#[derive(Debug, ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "describes what latchstring-web-kit writes")]
pub(crate) struct ProblemSchema {
    /// A URN that names the kind of problem, made of its code.
    #[schema(example = "urn:latchstring:problem:validation-failed")]
    r#type: String,
    /// A short summary of the kind of problem.
    title: String,
    /// The HTTP status.
    #[schema(example = 422)]
    status: u16,
    /// What is wrong this time, for a person.
    detail: String,
    /// The request, as `urn:uuid:` and the id that the header X-Request-Id also has. Quote it when you ask about it.
    instance: String,
    /// The kind of problem, for a program. The codes are listed in the reference of errors.
    #[schema(example = "validation-failed")]
    code: String,
    /// What is wrong with single fields.
    #[schema(nullable = false)]
    errors: Option<Vec<FieldErrorSchema>>,
}

/// What is wrong with one field.
#[derive(Debug, ToSchema)]
#[schema(as = FieldError)]
#[expect(dead_code, reason = "describes what latchstring-web-kit writes")]
pub(crate) struct FieldErrorSchema {
    /// A JSON Pointer (RFC 6901) into the body, or `/query/` and the name of a parameter.
    #[schema(example = "/maxUses")]
    pointer: String,
    /// The rule that was broken, for a program.
    #[schema(example = "out-of-range")]
    code: String,
    /// The same, for a person.
    #[schema(example = "must be 1 to 1000000")]
    detail: String,
}

/// One object with the properties of all of these and no other.
pub(crate) fn strict(description: &str, parts: impl IntoIterator<Item = RefOr<Schema>>) -> RefOr<Schema> {
    let mut whole = ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(description))
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
        .build();
    for part in parts {
        if let RefOr::T(Schema::Object(object)) = part {
            whole.properties.extend(object.properties);
            whole.required.extend(object.required);
            whole.examples.extend(object.examples);
            whole.example = whole.example.or(object.example);
        }
    }
    whole.into()
}

/// A list of at most `max_items` texts, each of 1 to `max_length` characters.
pub(crate) fn texts(description: &str, max_items: usize, max_length: usize) -> Array {
    let text =
        ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(max_length));
    ArrayBuilder::new().items(text).max_items(Some(max_items)).description(Some(description)).build()
}

/// One answer; `field` is the pointer, code and detail of an example's field error.
fn answer(
    status: StatusCode,
    code: &str,
    description: &str,
    field: Option<(&str, &str, &str)>,
) -> (String, RefOr<Response>) {
    let mut example = json!({
        "type": format!("urn:latchstring:problem:{code}"),
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": description,
        "instance": "urn:uuid:019aa0b2-3c4d-7e5f-8a6b-7c8d9e0f1a2b",
        "code": code,
    });
    if let (Some(example), Some((pointer, code, detail))) = (example.as_object_mut(), field) {
        let error = json!({"pointer": pointer, "code": code, "detail": detail});
        example.insert("errors".to_owned(), json!([error]));
    }
    let content =
        ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).example(Some(example)).build();
    let response =
        ResponseBuilder::new().description(description).content("application/problem+json", content).build();
    (status.as_str().to_owned(), response.into())
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident { $($status:ident, $code:literal, $description:literal $(, ($pointer:literal, $field:literal, $why:literal))?;)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) enum $name {}

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                [$(answer(StatusCode::$status, $code, $description, None$(.or(Some(($pointer, $field, $why))))?)),*].into()
            }
        }
    )*};
}

answers! {
    /// What every route with a key can answer.
    Refusals {
        UNAUTHORIZED, "api-key-missing", "The API key is missing, in the wrong place, unknown, expired or revoked.";
        FORBIDDEN, "scope-missing", "The API key does not have the scope that this needs.";
        INTERNAL_SERVER_ERROR, "internal", "Something failed on our side. Quote the instance when you ask about it.";
        SERVICE_UNAVAILABLE, "unavailable", "The service cannot answer for the moment. Retry-After says when to try again.";
    }
    /// What every route that wants a signature can answer.
    Unsigned {
        FORBIDDEN, "signature-invalid", "The request is not signed, not signed now, or signed under another secret.";
        INTERNAL_SERVER_ERROR, "internal", "Something failed on our side. Quote the instance when you ask about it.";
        SERVICE_UNAVAILABLE, "unavailable", "The service cannot answer for the moment. Retry-After says when to try again.";
    }
    /// What a route with an id in its path can answer.
    Missing {
        NOT_FOUND, "not-found", "There is no such thing, or it belongs to another workspace.";
    }
    /// What a route with a body can answer.
    BadBody {
        BAD_REQUEST, "malformed-body", "The body is not JSON, or an object in it has the same key twice.";
        REQUEST_TIMEOUT, "request-timeout", "The body took too long to arrive.";
        PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 1 MiB.";
        UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is not declared as application/json.";
        UNPROCESSABLE_ENTITY, "validation-failed", "Some values are not acceptable; see errors.",
            ("/maxUses", "out-of-range", "must be 1 to 1000000");
    }
    /// What a route that takes many rows can answer.
    BadRows {
        BAD_REQUEST, "malformed-body", "The body is not JSON, or an object in it has the same key twice.";
        REQUEST_TIMEOUT, "request-timeout", "The body took too long to arrive.";
        PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 4 MiB.";
        UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is not declared as application/json or text/csv.";
        UNPROCESSABLE_ENTITY, "validation-failed", "Some rows are not acceptable, so none was taken; see errors.",
            ("/41/maxUses", "out-of-range", "line 43: must be 1 to 1000000");
    }
    /// What a list by rows can answer.
    BadRow {
        UNPROCESSABLE_ENTITY, "validation-failed", "Some parameters are not acceptable; see errors.",
            ("/query/fromRow", "out-of-range", "must be 0 to 10000");
    }
    /// What a route that takes a file can answer.
    BadFile {
        BAD_REQUEST, "malformed-body", "The body could not be read to its end.";
        REQUEST_TIMEOUT, "request-timeout", "The body took too long to arrive.";
        PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 1 MiB.";
        UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is declared as another kind of file.";
        UNPROCESSABLE_ENTITY, "validation-failed", "The file cannot be used; see errors.",
            ("", "invalid-picture", "must be a PNG, JPEG or WebP picture");
    }
    /// What a list can answer.
    BadQuery {
        BAD_REQUEST, "bad-request", "The cursor does not belong to this list with these filters.",
            ("/query/cursor", "invalid-cursor", "must be a nextCursor of the same list");
        UNPROCESSABLE_ENTITY, "validation-failed", "Some parameters are not acceptable; see errors.",
            ("/query/limit", "out-of-range", "must be 1 to 500");
    }
    /// A chain of events does not verify.
    BrokenLog {
        CONFLICT, "event-log-broken", "A chain of events does not verify; have the operator look at it.";
    }
    /// The external id is taken.
    Taken {
        CONFLICT, "already-exists", "Another one has this external id.",
            ("/externalId", "already-exists", "another one has this external id");
    }
    /// The key of a flow is taken.
    TakenKey {
        CONFLICT, "already-exists", "Another flow has this key.",
            ("/key", "already-exists", "another flow of the workspace has this key");
    }
    /// The address of a provider is taken.
    TakenUrl {
        CONFLICT, "already-exists", "Another provider is at this address.",
            ("/url", "already-exists", "the catalog has another provider at this address");
    }
    /// What a route of the hotglue-shaped interface with a body can answer.
    LooseBadBody {
        BAD_REQUEST, "bad-request", "Something in the body is not acceptable, or it is not JSON; see errors.",
            ("/tenant", "required", "is required");
        REQUEST_TIMEOUT, "request-timeout", "The body took too long to arrive.";
        PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 1 MiB.";
        UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is not declared as application/json.";
    }
    /// What a route of the hotglue-shaped interface with parameters can answer.
    LooseBadQuery {
        BAD_REQUEST, "bad-request", "A parameter is missing or not acceptable; see errors.",
            ("/query/connector_id", "required", "is required");
    }
    /// The company still has something.
    CompanyInUse {
        CONFLICT, "still-in-use", "The company still has sites, invitations or connections.";
    }
    /// A connection was made for the site.
    SiteInUse {
        CONFLICT, "still-in-use", "A connection was made for the site.";
    }
    /// The invitation cannot be revoked.
    NotRevocable {
        CONFLICT, "invitation-fulfilled", "The invitation is fulfilled or expired; there is nothing left to revoke. The code is invitation-fulfilled or invitation-expired.";
    }
    /// The invitation is at its end.
    Final {
        CONFLICT, "invitation-revoked", "The invitation is revoked or used up, which is final. The code is invitation-revoked or invitation-fulfilled.";
    }
    /// The invitation cannot be mailed again.
    NotResendable {
        CONFLICT, "invitation-expired", "The invitation has expired and is not extended, or it is revoked or used up, which is final. The code is invitation-expired, invitation-revoked or invitation-fulfilled.";
    }
    /// The key of the request was used for another.
    ReusedKey {
        UNPROCESSABLE_ENTITY, "idempotency-key-reused", "Another request was sent with this Idempotency-Key: to another path, or with another body.";
    }
    /// The header holds no key.
    BadKey {
        BAD_REQUEST, "idempotency-key-invalid", "Idempotency-Key must be given once and be 1 to 255 printable ASCII characters.";
    }
    /// Everybody was mailed a short while ago.
    TooManyMails {
        TOO_MANY_REQUESTS, "rate-limited", "Each address was sent the invitation a short while ago. Retry-After says when to try again.";
    }
    /// The magic link cannot be revoked.
    LinkNotRevocable {
        CONFLICT, "magic-link-fulfilled", "The link is fulfilled or expired; there is nothing left to revoke. The code is magic-link-fulfilled or magic-link-expired.";
    }
    /// The company's links were cut off later than now asked.
    AlreadyCutOff {
        CONFLICT, "already-cut-off", "The company's links were cut off at a later time before; what is dead stays dead.";
    }
    /// What a minting with parameters instead of a body can answer.
    BadParameters {
        UNPROCESSABLE_ENTITY, "validation-failed", "Some parameters are not acceptable; see errors.",
            ("/query/country", "invalid-country", "must be an ISO 3166-1 alpha-2 country code in capitals, such as US");
    }
    /// The workspace has as many endpoints as it may.
    TooManyWebhooks {
        CONFLICT, "too-many-webhooks", "The workspace has as many endpoints for webhooks as it may have.";
    }
    /// The key cannot be rotated.
    KeyEnded {
        CONFLICT, "api-key-ended", "The API key is revoked, expired or was rotated before.";
    }
    /// The endpoint is disabled.
    WebhookDisabled {
        CONFLICT, "webhook-disabled", "The endpoint is disabled.";
    }
    /// Nothing can be sent again.
    NotReplayable {
        CONFLICT, "webhook-disabled", "The endpoint is disabled, or the delivery is still under way. The code is webhook-disabled or delivery-under-way.";
    }
    /// Too many tests and replays.
    TooManyReplays {
        TOO_MANY_REQUESTS, "rate-limited", "Too many tests and replays of this endpoint. Retry-After says when to try again.";
    }
    /// The connection cannot move there.
    NotMovable {
        CONFLICT, "status-move-not-allowed", "A connection with this status cannot be reported so.";
    }
}
