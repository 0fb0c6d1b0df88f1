//! Providers: what can be connected.

use std::collections::BTreeSet;
use std::fmt;

use url::Url;

use crate::branding::Picture;
use crate::country::Country;
use crate::flow::Schema;
use crate::id::{ProviderId, WorkspaceId};
use crate::key::ConnectorKey;
use crate::names::named;
use crate::oauth::OAuthClient;
use crate::sign_in::SignInForm;
use crate::text::{ProviderName, Tag};
use crate::utility::UtilityTypes;
use crate::{Timestamp, Version};

named! {
    /// The name of a way to sign in.
    SignInMethodName, ParseSignInMethodNameError, "a sign-in method" {
        /// See [`SignInMethod::Sandbox`].
        Sandbox = "sandbox",
        /// See [`SignInMethod::Form`].
        Form = "form",
        /// See [`SignInMethod::OAuth`].
        OAuth = "oauth",
    }
}

/// The way a recipient signs in at a provider, which picks the driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInMethod {
    /// The scripted play provider of sandbox workspaces.
    Sandbox,
    /// A form whose answers cannot be checked at once: they are sealed, and the collector finds out.
    Form,
    /// At the provider itself, which lets us in when the recipient agrees there.
    OAuth(Box<OAuthClient>),
}

impl SignInMethod {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> SignInMethodName {
        match self {
            Self::Sandbox => SignInMethodName::Sandbox,
            Self::Form => SignInMethodName::Form,
            Self::OAuth(_) => SignInMethodName::OAuth,
        }
    }

    /// Our registration at the provider, where there has to be one.
    #[must_use]
    pub const fn oauth(&self) -> Option<&OAuthClient> {
        match self {
            Self::OAuth(client) => Some(client),
            Self::Sandbox | Self::Form => None,
        }
    }
}

/// The `https` address of a provider's sign-in page, in its normal form.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProviderUrl(Url);

/// Why a text is not the address of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseProviderUrlError {
    /// Not an absolute URL with a host name.
    #[error("must be a full address such as https://www.example.com")]
    NotAUrl,
    /// Another scheme than `https`.
    #[error("must begin with https://")]
    NotHttps,
    /// It carries a user name or password.
    #[error("must not contain a user name or password")]
    UserInfo,
    /// Longer than [`ProviderUrl::MAX`] bytes, as given or in its normal form, where `ü` is `%C3%BC`.
    #[error("must have at most {} characters", ProviderUrl::MAX)]
    TooLong,
}

impl ProviderUrl {
    /// The most bytes of an address.
    pub const MAX: usize = 500;

    /// Reads an address.
    ///
    /// # Errors
    /// [`ParseProviderUrlError`] for anything but an absolute `https` URL with a host name and no credentials.
    pub fn parse(text: &str) -> Result<Self, ParseProviderUrlError> {
        if text.len() > Self::MAX {
            return Err(ParseProviderUrlError::TooLong);
        }
        let url = Url::parse(text.trim()).map_err(|_| ParseProviderUrlError::NotAUrl)?;
        if url.scheme() != "https" {
            return Err(ParseProviderUrlError::NotHttps);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ParseProviderUrlError::UserInfo);
        }
        // An IP address names no provider, and would let a prefill point a driver into somebody's network.
        if !url.domain().is_some_and(is_public_name) {
            return Err(ParseProviderUrlError::NotAUrl);
        }
        if url.as_str().len() > Self::MAX { Err(ParseProviderUrlError::TooLong) } else { Ok(Self(url)) }
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host name, which is what a recipient is shown, without a leading `www.` of a longer name.
    #[must_use]
    pub fn domain(&self) -> &str {
        let domain = self.0.domain().unwrap_or_default();
        domain.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(domain)
    }
}

/// Two labels or more, none of them empty (a dot at the end would be a second spelling), and not the machine
/// itself (RFC 6761, section 6.3).
fn is_public_name(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
        && !domain.ends_with(".localhost")
}

impl fmt::Display for ProviderUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ProviderUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProviderUrl({})", self.as_str())
    }
}

/// What a provider is beside that to programs that know it as a connector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connector {
    /// What they call it; unique within the workspace.
    pub key: ConnectorKey,
    /// Words by which it is sorted or found.
    pub tags: Vec<Tag>,
    /// The address of its picture.
    pub icon: Option<ProviderUrl>,
    /// The fields it is known to have; `None` when only its driver finds out, or nobody does.
    pub fields: Option<Schema>,
}

impl Connector {
    /// The most tags.
    pub const MAX_TAGS: usize = 20;

    /// A connector of which no more than its key is known.
    #[must_use]
    pub const fn named(key: ConnectorKey) -> Self {
        Self { key, tags: Vec::new(), icon: None, fields: None }
    }
}

/// Something that can be connected: a utility, an ERP, a SaaS tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// The workspace whose catalog it is in.
    pub workspace_id: WorkspaceId,
    /// Its name.
    pub name: ProviderName,
    /// Where its customers sign in; unique within the workspace.
    pub url: ProviderUrl,
    /// The countries it serves; empty: anywhere.
    pub countries: BTreeSet<Country>,
    /// What it delivers; empty: anything.
    pub utility_types: UtilityTypes,
    /// How its customers sign in.
    pub method: SignInMethod,
    /// The fields its customers fill in.
    pub form: SignInForm,
    /// What makes it a connector, by which programs can call it.
    pub connector: Option<Connector>,
    /// The picture beside its name.
    pub logo: Option<Picture>,
    /// Whether it mails codes that its customers have to forward, so that a collector can sign in.
    pub mfa_forwarding: bool,
    /// Whether recipients find it in the catalog. One that a recipient named is not listed, so that no recipient can
    /// put an address before another's eyes.
    pub listed: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}
