use latchstring_domain::id::ProviderId;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::oauth::{ClientAuth, EndpointUrl, OAuthClient, Scopes};
use latchstring_domain::provider::{Provider, SignInMethod};
use latchstring_domain::text::{ClientId, Issuer};
use secrecy::{ExposeSecret as _, SecretString};

use crate::ports::Answers;
use crate::{Latchstring, credentials};

/// Our registration at the authorisation server of a provider, as somebody states it.
#[derive(Debug, Clone)]
pub struct OAuthWish {
    /// Where the recipient is sent to agree.
    pub authorize_url: EndpointUrl,
    /// Where a code is exchanged for tokens.
    pub token_url: EndpointUrl,
    /// What the server calls us.
    pub client_id: ClientId,
    /// What proves it. `None` keeps the secret that there is, as nobody who reads a registration is shown it.
    pub client_secret: Option<SecretString>,
    /// How the secret is sent.
    pub client_auth: ClientAuth,
    /// What is asked for.
    pub scopes: Scopes,
    /// What the server calls itself.
    pub issuer: Option<Issuer>,
}

/// Compares the secret too: both are those of one caller, who learns nothing from the time that takes.
impl PartialEq for OAuthWish {
    fn eq(&self, other: &Self) -> bool {
        let secret =
            |wish: &Self| wish.client_secret.as_ref().map(|secret| secret.expose_secret().to_owned());
        let plain = |wish: &Self| Self { client_secret: None, ..wish.clone() };
        let (one, two) = (plain(self), plain(other));
        secret(self) == secret(other)
            && (one.authorize_url == two.authorize_url && one.token_url == two.token_url)
            && (one.client_id == two.client_id && one.client_auth == two.client_auth)
            && (one.scopes == two.scopes && one.issuer == two.issuer)
    }
}

impl Eq for OAuthWish {}

impl OAuthWish {
    /// Whether a provider has just this registration. One that brings a secret is always another.
    pub(super) fn is(&self, old: &SignInMethod) -> bool {
        let Some(old) = old.oauth() else { return false };
        self.client_secret.is_none() && self.with(old.client_secret.clone()) == *old
    }

    fn with(&self, client_secret: Option<latchstring_domain::sealed::SealedCredentials>) -> OAuthClient {
        OAuthClient {
            authorize_url: self.authorize_url.clone(),
            token_url: self.token_url.clone(),
            client_id: self.client_id.clone(),
            client_secret,
            client_auth: self.client_auth,
            scopes: self.scopes.clone(),
            issuer: self.issuer.clone(),
        }
    }

    /// The way to sign in with this registration, for a provider that may have had another.
    fn method(
        &self,
        ls: &Latchstring,
        workspace: WorkspaceId,
        provider: ProviderId,
        old: &SignInMethod,
    ) -> SignInMethod {
        let secret = match &self.client_secret {
            Some(secret) => {
                let answers = Answers::new(vec![(OAuthClient::SECRET.to_owned(), secret.clone())]);
                Some(credentials::seal(ls, workspace, provider, &answers))
            }
            None => old.oauth().and_then(|old| old.client_secret.clone()),
        };
        SignInMethod::OAuth(Box::new(self.with(secret)))
    }
}

/// How one signs in at a provider from now on: with this registration, or, where there is none, as before, but for one that
/// had one, whose form is filled in then.
pub(crate) fn method_of(ls: &Latchstring, old: &Provider, wish: Option<&OAuthWish>) -> SignInMethod {
    match (wish, &old.method) {
        (Some(wish), method) => wish.method(ls, old.workspace_id, old.id, method),
        (None, SignInMethod::OAuth(_)) => SignInMethod::Form,
        (None, other) => other.clone(),
    }
}

/// Whether a provider is signed in at just so.
pub(crate) fn is(old: &Provider, wish: Option<&OAuthWish>) -> bool {
    match wish {
        Some(wish) => wish.is(&old.method),
        None => old.method.oauth().is_none(),
    }
}
