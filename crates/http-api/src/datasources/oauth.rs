//! Registrations at authorisation servers, in both directions. A secret goes one way only.

use latchstring_domain::oauth::{
    ClientAuth, EndpointUrl, OAuthClient, ParseEndpointUrlError, ParseScopesError, Scopes,
};
use latchstring_domain::text::{ClientId, Issuer};
use latchstring_service::provider::OAuthWish;
use serde::Serialize;
use utoipa::ToSchema;

use crate::read::{FieldCode, Fields, Refused, named, secret, string, text};
use crate::schema::ClientAuthName;

/// Your registration at the authorisation server of a provider (OAuth 2.0). Its secret is never shown again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OAuthRegistration)]
pub(super) struct OAuthBody {
    /// Where recipients are sent to agree.
    #[schema(example = "https://id.pacificpower.example/authorize")]
    authorize_url: String,
    /// Where a code is exchanged for tokens.
    #[schema(example = "https://id.pacificpower.example/token")]
    token_url: String,
    #[schema(example = "latchstring")]
    client_id: String,
    /// Whether there is a secret.
    has_client_secret: bool,
    #[schema(value_type = ClientAuthName)]
    client_auth: &'static str,
    /// What is asked for, separated by spaces.
    #[schema(example = "offline_access usage:read")]
    scopes: String,
    /// What the server calls itself; null when it does not say.
    #[schema(required)]
    issuer: Option<String>,
}

/// Your registration at the authorisation server of a provider (OAuth 2.0). Register `<base URL>/p/oauth/callback` there as
/// the redirect URI.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateOAuthRegistration, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct CreateOAuthBody {
    /// Where recipients are sent to agree: an https address. What its query holds already is kept.
    #[schema(max_length = 500, example = "https://id.pacificpower.example/authorize")]
    authorize_url: String,
    /// Where a code is exchanged for tokens: an https address.
    #[schema(max_length = 500, example = "https://id.pacificpower.example/token")]
    token_url: String,
    #[schema(min_length = 1, max_length = 255, example = "latchstring")]
    client_id: String,
    /// Sealed at once and never shown. Absent: the one there is stays; without one, yours is a public client.
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 1000,
        example = "the secret of the registration"
    )]
    client_secret: Option<String>,
    /// How the secret is sent. Absent: `basic`.
    #[schema(nullable = false, value_type = Option<ClientAuthName>)]
    client_auth: Option<String>,
    /// What is asked for, separated by spaces. Absent: nothing.
    #[schema(nullable = false, max_length = 1000, example = "offline_access usage:read")]
    scopes: Option<String>,
    /// What the server calls itself. Given, an answer that names another issuer is none (RFC 9207).
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 500,
        example = "https://id.pacificpower.example"
    )]
    issuer: Option<String>,
}

impl From<&OAuthClient> for OAuthBody {
    fn from(client: &OAuthClient) -> Self {
        let OAuthClient { authorize_url, token_url, client_id, client_secret, client_auth, scopes, issuer } =
            client;
        Self {
            authorize_url: authorize_url.to_string(),
            token_url: token_url.to_string(),
            client_id: client_id.to_string(),
            has_client_secret: client_secret.is_some(),
            client_auth: client_auth.as_str(),
            scopes: scopes.as_str().to_owned(),
            issuer: issuer.as_ref().map(Issuer::to_string),
        }
    }
}

impl From<ParseEndpointUrlError> for Refused {
    fn from(error: ParseEndpointUrlError) -> Self {
        Self::saying(FieldCode::InvalidUrl, error)
    }
}

impl From<ParseScopesError> for Refused {
    fn from(error: ParseScopesError) -> Self {
        Self::saying(FieldCode::IllegalCharacters, error)
    }
}

/// Reads `oauth`.
pub(super) fn read(fields: &mut Fields) -> Option<OAuthWish> {
    fields.object("oauth", |fields| {
        let authorize_url = fields.required("authorizeUrl", string(EndpointUrl::parse));
        let token_url = fields.required("tokenUrl", string(EndpointUrl::parse));
        let client_id = fields.required("clientId", text(ClientId::parse));
        let client_secret = fields.optional("clientSecret", secret);
        let client_auth = fields.optional("clientAuth", named).unwrap_or(ClientAuth::Basic);
        let scopes = fields.optional("scopes", string(Scopes::parse)).unwrap_or_default();
        let issuer = fields.optional("issuer", text(Issuer::parse));
        Some(OAuthWish {
            authorize_url: authorize_url?,
            token_url: token_url?,
            client_id: client_id?,
            client_secret,
            client_auth,
            scopes,
            issuer,
        })
    })?
}
