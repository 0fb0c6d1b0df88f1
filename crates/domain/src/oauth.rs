//! What is known of the authorisation server of a provider (OAuth 2.0, RFC 6749).

use std::fmt;
use std::net::IpAddr;

use url::{Host, Url};

use crate::names::named;
use crate::sealed::SealedCredentials;
use crate::text::{ClientId, Issuer};

/// How we sign in at a provider on behalf of a recipient who agrees there: our registration at its authorisation server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthClient {
    /// Where the recipient is sent to agree. What its query holds already is kept.
    pub authorize_url: EndpointUrl,
    /// Where a code is exchanged for tokens.
    pub token_url: EndpointUrl,
    /// What the server calls us.
    pub client_id: ClientId,
    /// What proves it, sealed for the provider under the field [`OAuthClient::SECRET`]; `None` for a public client.
    pub client_secret: Option<SealedCredentials>,
    /// How the secret is sent.
    pub client_auth: ClientAuth,
    /// What is asked for.
    pub scopes: Scopes,
    /// What the server calls itself, if it says so with its answers (RFC 9207).
    pub issuer: Option<Issuer>,
}

impl OAuthClient {
    /// The name under which the secret is sealed.
    pub const SECRET: &'static str = "client_secret";
}

named! {
    /// How a client proves who it is (RFC 6749, section 2.3.1).
    ClientAuth, ParseClientAuthError, "a way to send a client's secret" {
        /// In the header `Authorization`, which every server has to take.
        Basic = "basic",
        /// In the body, which some take only.
        Post = "post",
    }
}

/// The address of an endpoint of an authorisation server: `https`, or `http` on this very machine, which an operator has
/// to allow before anything is sent there.
#[derive(Clone, PartialEq, Eq)]
pub struct EndpointUrl(Url);

/// Why a text is not the address of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be an https address without user name, password and fragment, of at most {} characters",
    EndpointUrl::MAX
)]
pub struct ParseEndpointUrlError;

impl EndpointUrl {
    /// The most bytes of an address.
    pub const MAX: usize = 500;

    /// Reads an address.
    ///
    /// # Errors
    /// [`ParseEndpointUrlError`]. RFC 6749 forbids a fragment (section 3.1).
    pub fn parse(text: &str) -> Result<Self, ParseEndpointUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| ParseEndpointUrlError)?;
        let named = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let safe = match url.scheme() {
            "https" => url.host().is_some(),
            "http" => url.host().is_some_and(|host| is_this_machine(&host)),
            _ => false,
        };
        let fits = text.len() <= Self::MAX && url.as_str().len() <= Self::MAX;
        if named && safe && fits { Ok(Self(url)) } else { Err(ParseEndpointUrlError) }
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.0
    }

    /// The host and the port, if it is none that goes without saying: what a recipient is shown.
    #[must_use]
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => IpAddr::V4(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).is_loopback(),
    }
}

impl fmt::Display for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EndpointUrl({})", self.as_str())
    }
}

/// The scopes that are asked for, separated by single spaces (RFC 6749, section 3.3); possibly none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scopes(String);

/// Why a text is no list of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be scopes separated by spaces, of at most {} characters, without quotes and backslashes",
    Scopes::MAX
)]
pub struct ParseScopesError;

impl Scopes {
    /// The most characters.
    pub const MAX: usize = 1000;

    /// Reads scopes.
    ///
    /// # Errors
    /// [`ParseScopesError`].
    pub fn parse(text: &str) -> Result<Self, ParseScopesError> {
        let legal = |byte: u8| matches!(byte, b' ' | 0x21 | 0x23..=0x5B | 0x5D..=0x7E);
        if text.len() > Self::MAX || !text.bytes().all(legal) {
            return Err(ParseScopesError);
        }
        Ok(Self(text.split(' ').filter(|scope| !scope.is_empty()).collect::<Vec<_>>().join(" ")))
    }

    /// The scopes, one after the other.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
