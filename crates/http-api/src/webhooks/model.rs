use latchstring_domain::text::EndpointDescription;
use latchstring_domain::webhook::{
    Endpoint, EndpointState, EndpointUrl, EventType, EventTypes, HeaderError, HeaderName, HeaderNames,
    ParseEndpointUrlError,
};
use latchstring_service::webhook::{CustomHeaders, WebhookSecret};
use latchstring_web_kit::problem::Problem;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::read::{FieldCode, Fields, Refused, invalid, named, secret, string};
use crate::reveal::expose_if_any;
use crate::schema::{DisabledBecauseName, WebhookTypeName};

/// An endpoint for webhooks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Webhook)]
pub(super) struct WebhookBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(example = "https://hooks.example.com/latchstring")]
    url: String,
    #[schema(required)]
    description: Option<String>,
    /// The types it is sent; none: all.
    #[schema(value_type = Vec<WebhookTypeName>)]
    event_types: Vec<&'static str>,
    /// The names of the headers that are sent along. Their values are not shown again.
    header_names: Vec<String>,
    /// Whether it is sent anything.
    enabled: bool,
    /// Since when it is sent nothing.
    #[schema(required, format = DateTime)]
    disabled_at: Option<String>,
    /// Why it is sent nothing.
    #[schema(required, value_type = Option<DisabledBecauseName>)]
    disabled_because: Option<&'static str>,
    /// Since when every try has failed, while they do. After five days it is disabled.
    #[schema(required, format = DateTime)]
    failing_since: Option<String>,
    /// Until when the secret before the current one signs too.
    #[schema(required, format = DateTime)]
    previous_secret_until: Option<String>,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    updated: String,
    /// What messages are signed with: `whsec_` and base64. Shown when the endpoint is made and when its secret is
    /// rotated, and never again.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "expose_if_any")]
    #[schema(nullable = false, value_type = Option<String>, example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    secret: Option<SecretString>,
}

impl From<Endpoint> for WebhookBody {
    fn from(endpoint: Endpoint) -> Self {
        let Endpoint {
            id,
            workspace_id: _,
            url,
            description,
            types,
            headers,
            secrets,
            state,
            created_at,
            updated_at,
            version: _,
        } = endpoint;
        let (enabled, failing_since, disabled) = match state {
            EndpointState::Enabled { failing_since } => (true, failing_since, None),
            EndpointState::Disabled { at, because } => (false, None, Some((at, because))),
        };
        let names = |names: HeaderNames| names.iter().map(HeaderName::to_string).collect();
        Self {
            id: id.to_string(),
            url: url.as_str().to_owned(),
            description: description.map(|description| description.to_string()),
            event_types: types.iter().map(EventType::as_str).collect(),
            header_names: headers.map(|headers| names(headers.names)).unwrap_or_default(),
            enabled,
            disabled_at: disabled.map(|(at, _)| at.to_string()),
            disabled_because: disabled.map(|(_, because)| because.as_str()),
            failing_since: failing_since.map(|since| since.to_string()),
            previous_secret_until: secrets.previous.map(|(_, until)| until.to_string()),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
            secret: None,
        }
    }
}

impl WebhookBody {
    /// The same, with the one sight of its secret.
    pub(super) fn revealing(self, secret: SecretString) -> Self {
        Self { secret: Some(secret), ..self }
    }
}

pub(super) fn url(value: Value) -> Result<EndpointUrl, Refused> {
    string(|text: &str| {
        EndpointUrl::parse(text).map_err(|error| match error {
            ParseEndpointUrlError::TooLong => Refused::saying(FieldCode::TooLong, error),
            _ => Refused::saying(FieldCode::InvalidUrl, error),
        })
    })(value)
}

/// 422: webhooks of this workspace go to `https` addresses only.
pub(super) fn not_https() -> Problem {
    invalid([Refused::new(FieldCode::InvalidUrl, "must begin with https://").at("/url")])
}

pub(super) fn description(value: Value) -> Result<EndpointDescription, Refused> {
    string(EndpointDescription::parse)(value)
}

/// Reads `eventTypes`.
pub(super) fn types(fields: &mut Fields) -> Option<EventTypes> {
    let types: Vec<EventType> = fields.list("eventTypes", 50, |value| {
        let event_type: EventType = named(value)?;
        match event_type {
            // It comes when it is asked for, to whoever it was asked for.
            EventType::Test => {
                Err(Refused::new(FieldCode::UnknownName, "cannot be chosen; every test arrives"))
            }
            _ => Ok(event_type),
        }
    })?;
    Some(EventTypes::new(types))
}

/// Reads `headers`.
pub(super) fn headers(fields: &mut Fields) -> Option<CustomHeaders> {
    let labels = fields.labels("headers")?;
    let mut read = Vec::with_capacity(labels.len());
    let mut refused = false;
    for (name, value) in labels {
        let checked =
            HeaderName::parse(&name).and_then(|kept| HeaderName::check_value(&value).map(|()| kept));
        match checked {
            Ok(kept) => read.push((kept, SecretString::from(value))),
            Err(error) => {
                refused = true;
                fields.refuse_child("headers", &name, Refused::saying(header_code(error), error));
            }
        }
    }
    if refused {
        return None;
    }
    match CustomHeaders::new(read) {
        Ok(headers) => Some(headers),
        Err(error) => {
            fields.refuse("headers", Refused::saying(header_code(error), error));
            None
        }
    }
}

const fn header_code(error: HeaderError) -> FieldCode {
    match error {
        HeaderError::TooMany => FieldCode::TooMany,
        HeaderError::Repeated => FieldCode::Repeated,
        HeaderError::Reserved => FieldCode::Reserved,
        _ => FieldCode::IllegalCharacters,
    }
}

/// A secret that was made elsewhere.
pub(super) fn imported(value: Value) -> Result<WebhookSecret, Refused> {
    let text = secret(value)?;
    WebhookSecret::parse(text.expose_secret())
        .map_err(|error| Refused::saying(FieldCode::IllegalCharacters, error))
}
