//! Workspaces: the customers of one deployment.

use std::time::Duration;

use crate::id::WorkspaceId;
use crate::key::EnvironmentKey;
use crate::names::named;
use crate::text::WorkspaceName;
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
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
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
