//! How one signs in at a provider: its name in the column `method`, and our registration there, if it takes one, as JSON in
//! the column `oauth`.

use latchstring_domain::oauth::{EndpointUrl, OAuthClient, Scopes};
use latchstring_domain::provider::{SignInMethod, SignInMethodName};
use latchstring_domain::text::{ClientId, Issuer};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row, json};
use super::sealed::CredentialsRow;

const COLUMN: &str = "oauth";

#[derive(Serialize, Deserialize)]
struct OAuthRow {
    authorize_url: String,
    token_url: String,
    client_id: String,
    client_secret: Option<CredentialsRow>,
    client_auth: String,
    scopes: String,
    issuer: Option<String>,
}

pub(super) fn write(method: &SignInMethod) -> Result<Option<String>> {
    let Some(client) = method.oauth() else { return Ok(None) };
    let OAuthClient { authorize_url, token_url, client_id, client_secret, client_auth, scopes, issuer } =
        client;
    json(&OAuthRow {
        authorize_url: authorize_url.to_string(),
        token_url: token_url.to_string(),
        client_id: client_id.to_string(),
        client_secret: client_secret.as_ref().map(CredentialsRow::write),
        client_auth: client_auth.as_str().to_owned(),
        scopes: scopes.as_str().to_owned(),
        issuer: issuer.as_ref().map(Issuer::to_string),
    })
    .map(Some)
}

pub(super) fn read(row: &Row, method: &str, oauth: Option<String>) -> Result<SignInMethod> {
    match (row.parse("method", method)?, oauth) {
        (SignInMethodName::Sandbox, None) => Ok(SignInMethod::Sandbox),
        (SignInMethodName::Form, None) => Ok(SignInMethod::Form),
        (SignInMethodName::OAuth, Some(text)) => Ok(SignInMethod::OAuth(Box::new(client(row, &text)?))),
        _ => Err(row.broken(COLUMN)),
    }
}

fn client(row: &Row, text: &str) -> Result<OAuthClient> {
    let OAuthRow { authorize_url, token_url, client_id, client_secret, client_auth, scopes, issuer } =
        row.json(COLUMN, text)?;
    Ok(OAuthClient {
        authorize_url: row.ok(COLUMN, EndpointUrl::parse(&authorize_url))?,
        token_url: row.ok(COLUMN, EndpointUrl::parse(&token_url))?,
        client_id: row.ok(COLUMN, ClientId::parse(&client_id))?,
        client_secret: client_secret.map(|secret| secret.read(row, COLUMN)).transpose()?,
        client_auth: row.parse(COLUMN, &client_auth)?,
        scopes: row.ok(COLUMN, Scopes::parse(&scopes))?,
        issuer: row.optional(COLUMN, issuer, |issuer| Issuer::parse(&issuer))?,
    })
}
