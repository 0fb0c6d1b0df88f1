use std::collections::BTreeSet;
use std::time::Duration;

use super::event_type::EventType;
use super::header::EndpointHeaders;
use super::url::EndpointUrl;
use crate::id::{EndpointId, WorkspaceId};
use crate::names::named;
use crate::overlap::SecretOverlap;
use crate::sealed::SealedBytes;
use crate::text::EndpointDescription;
use crate::{Timestamp, Version};

/// For how long an endpoint may fail without a single success before it is disabled.
pub const FAILING_FOR: Duration = Duration::from_secs(5 * 24 * 3600);

/// Somewhere that messages are sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// The workspace whose events it hears of.
    pub workspace_id: WorkspaceId,
    /// Where it is.
    pub url: EndpointUrl,
    /// What people call it.
    pub description: Option<EndpointDescription>,
    /// What it wants to hear of.
    pub types: EventTypes,
    /// What it wants with each message.
    pub headers: Option<EndpointHeaders>,
    /// What messages to it are signed with.
    pub secrets: EndpointSecrets,
    /// Whether it is sent anything.
    pub state: EndpointState,
    /// When it was made. It hears of nothing that happened before.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

/// The types that an endpoint wants to hear of; none: all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventTypes(BTreeSet<EventType>);

impl EventTypes {
    /// These types; none: all.
    #[must_use]
    pub fn new(types: impl IntoIterator<Item = EventType>) -> Self {
        Self(types.into_iter().collect())
    }

    /// Whether this type is wanted.
    #[must_use]
    pub fn wants(&self, event_type: EventType) -> bool {
        self.0.is_empty() || self.0.contains(&event_type)
    }

    /// The types that were named, in the documented order.
    pub fn iter(&self) -> impl Iterator<Item = EventType> {
        self.0.iter().copied()
    }
}

/// What messages to an endpoint are signed with: for a while after a rotation, the secret before it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointSecrets {
    /// The secret.
    pub current: SealedBytes,
    /// The one before it, and until when it signs too.
    pub previous: Option<(SealedBytes, Timestamp)>,
}

impl EndpointSecrets {
    /// The secrets after another took the place of the current one.
    #[must_use]
    pub fn rotate(self, fresh: SealedBytes, overlap: SecretOverlap, now: Timestamp) -> Self {
        let previous =
            (!overlap.span().is_zero()).then(|| (self.current, now.saturating_add(overlap.span())));
        Self { current: fresh, previous }
    }

    /// What a message is signed with at this time.
    pub fn signing(&self, now: Timestamp) -> impl Iterator<Item = &SealedBytes> {
        let previous = self.previous.iter().filter(move |(_, until)| now < *until).map(|(secret, _)| secret);
        std::iter::once(&self.current).chain(previous)
    }
}

named! {
    /// Why an endpoint is sent nothing.
    DisabledBecause, ParseDisabledBecauseError, "a reason for disabling an endpoint" {
        /// Somebody wanted it so.
        Requested = "requested",
        /// It answered 410 Gone.
        Gone = "gone",
        /// It failed for five days without a single success.
        Failing = "failing",
    }
}

/// Whether an endpoint is sent anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointState {
    /// It is.
    Enabled {
        /// Since when nothing has succeeded, while nothing does.
        failing_since: Option<Timestamp>,
    },
    /// It is not.
    Disabled {
        /// Since when.
        at: Timestamp,
        /// Why.
        because: DisabledBecause,
    },
}

impl Endpoint {
    /// Whether it is sent anything.
    #[must_use]
    pub const fn is_enabled(&self) -> bool {
        matches!(self.state, EndpointState::Enabled { .. })
    }

    /// Whether it hears of an event of this type that happened at this time: not of one from before it was there.
    #[must_use]
    pub fn hears(&self, event_type: EventType, occurred_at: Timestamp) -> bool {
        self.is_enabled() && self.types.wants(event_type) && self.created_at <= occurred_at
    }

    /// The endpoint after a message arrived; `None` when that changes nothing.
    #[must_use]
    pub fn succeeded(&self, now: Timestamp) -> Option<Self> {
        match self.state {
            EndpointState::Enabled { failing_since: Some(_) } => {
                Some(self.clone().with_state(EndpointState::Enabled { failing_since: None }, now))
            }
            EndpointState::Enabled { failing_since: None } | EndpointState::Disabled { .. } => None,
        }
    }

    /// The endpoint after a try failed; `None` when that changes nothing. It is disabled when it is `gone`, or has failed
    /// for [`FAILING_FOR`].
    #[must_use]
    pub fn failed(&self, gone: bool, now: Timestamp) -> Option<Self> {
        let EndpointState::Enabled { failing_since } = self.state else { return None };
        let because = match failing_since {
            _ if gone => DisabledBecause::Gone,
            Some(since) if now.since(since) >= FAILING_FOR => DisabledBecause::Failing,
            Some(_) => return None,
            None => {
                let failing = EndpointState::Enabled { failing_since: Some(now) };
                return Some(self.clone().with_state(failing, now));
            }
        };
        Some(self.clone().with_state(EndpointState::Disabled { at: now, because }, now))
    }

    /// The endpoint enabled, or disabled because somebody wants it so; one that is so already stays as it is.
    #[must_use]
    pub fn switched(self, on: bool, now: Timestamp) -> Self {
        match (on, self.state) {
            (true, EndpointState::Disabled { .. }) => {
                self.with_state(EndpointState::Enabled { failing_since: None }, now)
            }
            (false, EndpointState::Enabled { .. }) => {
                let because = DisabledBecause::Requested;
                self.with_state(EndpointState::Disabled { at: now, because }, now)
            }
            _ => self,
        }
    }

    fn with_state(self, state: EndpointState, now: Timestamp) -> Self {
        Self { state, updated_at: now, version: self.version.next(), ..self }
    }
}
