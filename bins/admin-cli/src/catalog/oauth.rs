use latchstring_domain::oauth::{ClientAuth, EndpointUrl, Scopes};
use latchstring_domain::text::{ClientId, Issuer};
use latchstring_service::provider::OAuthWish;
use secrecy::SecretString;

use crate::document::{Mistakes, Spot};

const KNOWN: [&str; 7] =
    ["authorizeUrl", "tokenUrl", "clientId", "clientSecret", "clientAuth", "scopes", "issuer"];
/// The most bytes of a secret.
const MAX_SECRET: usize = 1000;

/// Reads our registration at an authorisation server, in the shape that the API has.
pub(super) fn read(spot: &Spot<'_>, mistakes: &mut Mistakes) -> Option<OAuthWish> {
    let members = spot.object(mistakes)?;
    members.none_but(&KNOWN, mistakes);
    let mut endpoint =
        |name| members.required(name, mistakes).and_then(|spot| spot.parsed(mistakes, EndpointUrl::parse));
    let (authorize_url, token_url) = (endpoint("authorizeUrl"), endpoint("tokenUrl"));
    let client_id = members.required("clientId", mistakes);
    let client_id = client_id.and_then(|spot| spot.parsed(mistakes, ClientId::parse));
    let client_secret = match members.filled("clientSecret") {
        Some(spot) => spot.parsed(mistakes, secret).map(Some),
        None => Some(None),
    };
    let client_auth = match members.get("clientAuth") {
        Some(spot) => spot.parsed(mistakes, str::parse::<ClientAuth>),
        None => Some(ClientAuth::Basic),
    };
    let scopes = match members.get("scopes") {
        Some(spot) => spot.parsed(mistakes, Scopes::parse),
        None => Some(Scopes::default()),
    };
    let issuer = match members.filled("issuer") {
        Some(spot) => spot.parsed(mistakes, Issuer::parse).map(Some),
        None => Some(None),
    };
    Some(OAuthWish {
        authorize_url: authorize_url?,
        token_url: token_url?,
        client_id: client_id?,
        client_secret: client_secret?,
        client_auth: client_auth?,
        scopes: scopes?,
        issuer: issuer?,
    })
}

/// What is wrong with it never repeats it.
fn secret(text: &str) -> Result<SecretString, String> {
    if text.len() > MAX_SECRET {
        return Err(format!("must have at most {MAX_SECRET} bytes"));
    }
    Ok(SecretString::from(text))
}
