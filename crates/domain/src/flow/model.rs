use super::schema::Schema;
use crate::id::{FlowId, ProviderId, WorkspaceId};
use crate::key::FlowKey;
use crate::text::FlowName;
use crate::{Timestamp, Version};

/// A named choice of providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Its id.
    pub id: FlowId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// What the customer's programs call it; unique within the workspace.
    pub key: FlowKey,
    /// Its name, shown to recipients.
    pub name: FlowName,
    /// What can be connected in it.
    pub connectors: FlowConnectors,
    /// The fields the customer wants filled; a link may bring its own instead.
    pub schema: Option<Schema>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

/// The flow in which a connection was made, as it was called then: the flow may go, the fact may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectedFlow {
    /// Its id.
    pub id: FlowId,
    /// Its key.
    pub key: FlowKey,
}

/// The providers of a flow, in the order in which they are offered: 1 to [`FlowConnectors::MAX`], none twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowConnectors(Vec<ProviderId>);

/// Why a choice of providers was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FlowConnectorsError {
    /// None.
    #[error("must name at least one connector")]
    Empty,
    /// More than [`FlowConnectors::MAX`].
    #[error("must name at most {} connectors", FlowConnectors::MAX)]
    TooMany,
}

impl FlowConnectors {
    /// The most providers of one flow.
    pub const MAX: usize = 500;

    /// Checks and keeps these providers; repeats are dropped.
    ///
    /// # Errors
    /// [`FlowConnectorsError`] when there are none, or too many.
    pub fn new(providers: Vec<ProviderId>) -> Result<Self, FlowConnectorsError> {
        let mut kept = Vec::with_capacity(providers.len().min(Self::MAX));
        for provider in providers {
            if !kept.contains(&provider) {
                kept.push(provider);
            }
            if kept.len() > Self::MAX {
                return Err(FlowConnectorsError::TooMany);
            }
        }
        if kept.is_empty() { Err(FlowConnectorsError::Empty) } else { Ok(Self(kept)) }
    }

    /// The providers, in order.
    #[must_use]
    pub fn ids(&self) -> &[ProviderId] {
        &self.0
    }
}
