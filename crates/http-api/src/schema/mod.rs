//! What the OpenAPI document says of names and errors, taken from where they are defined.

mod answers;

pub(crate) use answers::*;
use latchstring_domain::actor::ActorKind;
use latchstring_domain::api_key::{ApiKeyStatus, Scope};
use latchstring_domain::branding::Font;
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::event::{EventKind, ExportFormat};
use latchstring_domain::invitation::{InvitationSource, InvitationStatus, MailStatus};
use latchstring_domain::magic_link::{LinkOrigin, MagicLinkStatus};
use latchstring_domain::mfa::MfaForwarding;
use latchstring_domain::notice::Notice;
use latchstring_domain::oauth::ClientAuth;
use latchstring_domain::outbox::DeadLetterKind;
use latchstring_domain::provider::SignInMethodName as MethodName;
use latchstring_domain::reminder::Reminder;
use latchstring_domain::sign_in::FieldKind;
use latchstring_domain::suppression::SuppressionReason;
use latchstring_domain::utility::UtilityType;
use latchstring_domain::webhook::{
    AttemptError, DeliveryStatus, DisabledBecause, EventType as WebhookType, FailedBecause,
};
use latchstring_domain::workspace::Mode;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, Array, ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

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
    /// Why an address is mailed no more: a mail to it came back, its reader called one unwanted, or asked for no more.
    SuppressionReasonName = "SuppressionReason", such as "BOUNCED", SuppressionReason::ALL.iter().map(|name| name.as_str());
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
    /// A kind of dead letters: work that failed or lost its worker too often, or a webhook whose every try failed.
    DeadLetterKindName = "DeadLetterKind", such as "WORK", DeadLetterKind::ALL.iter().map(|name| name.as_str());
    /// Why an endpoint did not answer.
    AttemptErrorName = "WebhookAttemptError", such as "timeout", AttemptError::ALL.iter().map(|name| name.as_str());
    /// One thing an API key may be allowed to do.
    ScopeName = "Scope", such as "invitations:read", Scope::ALL.iter().map(|name| name.as_str());
    /// Where an API key stands.
    ApiKeyStatusName = "ApiKeyStatus", such as "ACTIVE", ApiKeyStatus::ALL.iter().map(|status| status.as_str());
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
