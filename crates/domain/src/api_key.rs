//! API keys as the database keeps them, and what each may do.

use std::collections::BTreeSet;

use crate::id::{ApiKeyId, WorkspaceId};
use crate::names::named;
use crate::overlap::SecretOverlap;
use crate::sealed::Digest;
use crate::text::ApiKeyName;
use crate::workspace::Mode;
use crate::{Timestamp, Version};

named! {
    /// One thing an API key may be allowed to do.
    Scope, ParseScopeError, "a scope" {
        /// Read invitations, companies and sites.
        InvitationsRead = "invitations:read",
        /// Make, change and revoke invitations, companies and sites.
        InvitationsWrite = "invitations:write",
        /// See the token and URL of a link.
        LinksReveal = "links:reveal",
        /// Read connections.
        ConnectionsRead = "connections:read",
        /// Make and change connections and report their status.
        ConnectionsWrite = "connections:write",
        /// Read the credentials of a connection; every reading is an event.
        CredentialsRead = "credentials:read",
        /// Manage webhook endpoints.
        WebhooksManage = "webhooks:manage",
        /// Read the event log.
        EventsRead = "events:read",
        /// Manage the workspace, its keys, providers and flows.
        WorkspaceManage = "workspace:manage",
    }
}

named! {
    /// What a key is, computed when it is asked for.
    ApiKeyStatus, ParseApiKeyStatusError, "a status of a key" {
        /// It lets in.
        Active = "ACTIVE",
        /// It was revoked, whatever its time.
        Revoked = "REVOKED",
        /// Its time is over.
        Expired = "EXPIRED",
    }
}

/// What a key may do.
pub type Scopes = BTreeSet<Scope>;

/// An API key, without the key: the database keeps only its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// The workspace it acts for.
    pub workspace_id: WorkspaceId,
    /// Its name.
    pub name: ApiKeyName,
    /// Whether its text begins with `lsk_live_` or `lsk_test_`.
    pub mode: Mode,
    /// The last characters of its text, to tell keys apart in a list.
    pub hint: String,
    /// What it may do.
    pub scopes: Scopes,
    /// SHA-256 of its text; unique over all keys.
    pub digest: Digest,
    /// From when on it is refused; `None`: never.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// The key that was made to take its place.
    pub replaced_by: Option<ApiKeyId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

/// Why a key is refused although its text is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    /// It was revoked.
    #[error("the API key was revoked")]
    Revoked,
    /// Its time has passed.
    #[error("the API key has expired")]
    Expired,
}

/// Why a key cannot be rotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RotationRefused {
    /// It lets nobody in any more.
    #[error(transparent)]
    Ended(#[from] KeyRefused),
    /// Another key took its place already.
    #[error("the API key was rotated already; its successor is {0}")]
    Replaced(ApiKeyId),
}

/// What a fresh text of a key is stored as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshKey {
    /// The id of the key that it is the text of.
    pub id: ApiKeyId,
    /// Its last characters.
    pub hint: String,
    /// Its SHA-256.
    pub digest: Digest,
}

/// A key and the one that takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The key before; it lets in until the overlap has passed, and never longer than it would have.
    pub before: ApiKey,
    /// Its successor: of the same name and rights, and for as long a time as the key before was given.
    pub successor: ApiKey,
}

impl ApiKey {
    /// The key and a successor with another text.
    ///
    /// # Errors
    /// [`RotationRefused`] when the key has ended or has a successor.
    pub fn rotate(
        self,
        fresh: FreshKey,
        overlap: SecretOverlap,
        now: Timestamp,
    ) -> Result<Rotated, RotationRefused> {
        self.usable(now)?;
        if let Some(successor) = self.replaced_by {
            return Err(RotationRefused::Replaced(successor));
        }
        let given = self.expires_at.map(|at| at.since(self.created_at));
        let successor = Self {
            id: fresh.id,
            workspace_id: self.workspace_id,
            name: self.name.clone(),
            mode: self.mode,
            hint: fresh.hint,
            scopes: self.scopes.clone(),
            digest: fresh.digest,
            expires_at: given.map(|span| now.saturating_add(span)),
            revoked_at: None,
            last_used_at: None,
            replaced_by: None,
            created_at: now,
            version: Version::FIRST,
        };
        let until = now.saturating_add(overlap.span());
        let before = Self {
            expires_at: Some(self.expires_at.map_or(until, |at| at.min(until))),
            replaced_by: Some(fresh.id),
            version: self.version.next(),
            ..self
        };
        Ok(Rotated { before, successor })
    }

    /// What becomes of who presents it at `now`.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> ApiKeyStatus {
        match self.usable(now) {
            Ok(()) => ApiKeyStatus::Active,
            Err(KeyRefused::Revoked) => ApiKeyStatus::Revoked,
            Err(KeyRefused::Expired) => ApiKeyStatus::Expired,
        }
    }

    /// Whether it may act at `now`.
    ///
    /// # Errors
    /// [`KeyRefused`] with the reason.
    pub fn usable(&self, now: Timestamp) -> Result<(), KeyRefused> {
        if self.revoked_at.is_some() {
            return Err(KeyRefused::Revoked);
        }
        if self.expires_at.is_some_and(|at| now >= at) { Err(KeyRefused::Expired) } else { Ok(()) }
    }

    /// The key, revoked; a key revoked before keeps its time.
    #[must_use]
    pub fn revoke(self, now: Timestamp) -> Self {
        Self { revoked_at: self.revoked_at.or(Some(now)), version: self.version.next(), ..self }
    }
}
