//! Workspaces: the customers of one deployment.

use std::time::Duration;

use crate::email::EmailAddress;
use crate::id::WorkspaceId;
use crate::key::EnvironmentKey;
use crate::mfa::MfaDomain;
use crate::names::named;
use crate::notice::Notices;
use crate::reminder::Reminders;
use crate::retention::Retention;
use crate::return_url::ReturnUrl;
use crate::text::WorkspaceName;
use crate::web_origin::WebOrigin;
use crate::{Timestamp, Version};

named! {
    /// Whether a workspace holds real accounts or play ones.
    Mode, ParseModeError, "a mode" {
        /// Real recipients and real providers.
        Live = "live",
        /// Play data; has the sandbox provider, whose collector answers by itself.
        Sandbox = "sandbox",
    }
}

/// One customer of the deployment. Nothing of one workspace is seen or changed from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name, shown to operators.
    pub name: WorkspaceName,
    /// What the customer's programs call it in paths that name an environment.
    pub environment: Option<EnvironmentKey>,
    /// Live or sandbox; fixed when made.
    pub mode: Mode,
    /// How long its links live.
    pub expiry: ExpiryPolicy,
    /// The sites that it vouches for.
    pub sites: TrustedSites,
    /// Whether a connection whose credentials have stopped working is repaired by a link that is mailed to its owner
    /// without anybody asking.
    pub reconnects: bool,
    /// Who on the customer's side gets mails about what happened.
    pub notices: Notices,
    /// The address that its mails come from where the deployment may send in its name, and are answered to otherwise.
    pub mail_from: Option<EmailAddress>,
    /// When recipients who do nothing are reminded.
    pub reminders: Reminders,
    /// For how long it keeps what it no longer needs.
    pub retention: Retention,
    /// What the secret is derived from that signs what browsers carry back; `None`: nothing is signed.
    pub return_key: Option<ReturnKey>,
    /// The domain at which connections have addresses for codes that are forwarded; `None`: they have none.
    pub mfa_domain: Option<MfaDomain>,
    /// What the secret is derived from that signs what is handed in from outside; `None`: nothing is taken.
    pub inbound_key: Option<InboundKey>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

impl Workspace {
    /// A workspace of which only the name and the mode have been decided: every setting is as it is for those who never
    /// chose one.
    #[must_use]
    pub fn new(id: WorkspaceId, name: WorkspaceName, mode: Mode, now: Timestamp) -> Self {
        Self {
            id,
            name,
            environment: None,
            mode,
            expiry: ExpiryPolicy::default(),
            sites: TrustedSites::default(),
            reconnects: false,
            notices: Notices::default(),
            mail_from: None,
            reminders: Reminders::default(),
            retention: Retention::default(),
            return_key: None,
            mfa_domain: None,
            inbound_key: None,
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        }
    }
}

/// What the secret is derived from that signs what browsers carry back to the customer's sites. The secret is never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReturnKey {
    /// The keyring key it is derived under.
    pub key_id: [u8; 4],
    /// How often it was made anew.
    pub generation: u32,
}

/// What the secret is derived from under which mail services and the like sign what they hand in. The secret is never
/// stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InboundKey {
    /// The keyring key it is derived under.
    pub key_id: [u8; 4],
    /// How often it was made anew.
    pub generation: u32,
}

/// The customer's own sites, as far as recipients meet them. Links may name fewer of them, never more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustedSites {
    /// Those that may show its pages in a frame. Empty: none.
    pub embed: Vec<WebOrigin>,
    /// Those that a recipient may be sent back to. Empty: none.
    pub back: Vec<WebOrigin>,
}

/// Why a list of sites cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SitesError {
    /// More than [`TrustedSites::MAX`].
    #[error("must be at most {} origins", TrustedSites::MAX)]
    TooMany,
    /// Plain `http`, in a workspace with real accounts.
    #[error("{0} is without https, which only a sandbox may have")]
    Plain(WebOrigin),
}

/// An address that the workspace does not vouch for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not among those that the workspace allows")]
pub struct Untrusted(pub WebOrigin);

impl TrustedSites {
    /// The most sites of one list.
    pub const MAX: usize = 50;

    /// A list without those that repeat an earlier one, for a workspace of this mode.
    ///
    /// # Errors
    /// [`SitesError`].
    pub fn list(
        origins: impl IntoIterator<Item = WebOrigin>,
        mode: Mode,
    ) -> Result<Vec<WebOrigin>, SitesError> {
        let mut kept = Vec::new();
        for origin in origins {
            if origin.is_plain() && mode == Mode::Live {
                return Err(SitesError::Plain(origin));
            }
            if kept.contains(&origin) {
                continue;
            }
            if kept.len() == Self::MAX {
                return Err(SitesError::TooMany);
            }
            kept.push(origin);
        }
        Ok(kept)
    }

    /// Whether a recipient may be sent there.
    #[must_use]
    pub fn leads_back_to(&self, url: &ReturnUrl) -> bool {
        self.back.contains(url.origin())
    }

    /// The sites that may show the pages of a link in a frame: those that it names and the workspace still does, and all
    /// of the workspace's where it names none.
    #[must_use]
    pub fn embedding(&self, named: Option<&[WebOrigin]>) -> Vec<WebOrigin> {
        let allowed = |origin: &&WebOrigin| named.is_none_or(|named| named.contains(origin));
        self.embed.iter().filter(allowed).cloned().collect()
    }
}

/// How long the links of a workspace live when their maker does not say, and how long they may live at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExpiryPolicy {
    /// The lifetime of a link whose maker names none; `None`: such a link never expires.
    pub default: Option<Duration>,
    /// The longest lifetime a maker may name; `None`: no limit.
    pub ceiling: Option<Duration>,
}

/// The lifetime asked for is longer than the workspace allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be at most {} seconds in this workspace", .ceiling.as_secs())]
pub struct LifetimeAboveCeiling {
    /// The longest lifetime allowed.
    pub ceiling: Duration,
}

impl ExpiryPolicy {
    /// The lifetime of a link whose maker asked for `asked`: the workspace's default when nothing was asked, and
    /// the ceiling when there is neither a wish nor a default.
    ///
    /// # Errors
    /// [`LifetimeAboveCeiling`] when more was asked than the workspace allows.
    pub fn lifetime(&self, asked: Option<Duration>) -> Result<Option<Duration>, LifetimeAboveCeiling> {
        match (asked.or(self.default), self.ceiling) {
            (Some(_), Some(ceiling)) if asked.is_some_and(|asked| asked > ceiling) => {
                Err(LifetimeAboveCeiling { ceiling })
            }
            (Some(lifetime), Some(ceiling)) => Ok(Some(lifetime.min(ceiling))),
            (None, Some(ceiling)) => Ok(Some(ceiling)),
            (lifetime, None) => Ok(lifetime),
        }
    }
}
