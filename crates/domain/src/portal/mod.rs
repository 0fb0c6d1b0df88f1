//! The portal: what a link in the hotglue shape offers its recipient, and how it looks.

mod embed_event;
mod options;
mod texts;

pub use embed_event::{EmbedEvent, ParseEmbedEventError};
pub use options::{KeptOptions, PortalOptions};
pub use texts::{ParseTextKeyError, TextKey, TextOverrides};

use crate::id::{FlowId, ProviderId};

/// What a link in the hotglue shape brings beside what every invitation has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// What can be connected.
    pub offer: Offer,
    /// How the walk goes and looks.
    pub options: PortalOptions,
}

/// What can be connected through a portal. It names flows and providers and does not hold them: what a flow offers is
/// asked when the recipient chooses, and a flow that is gone offers nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// The providers of every flow of the workspace.
    All,
    /// The providers of this flow.
    Flow(FlowId),
    /// This provider, as a part of this flow.
    Connector {
        /// The flow.
        flow: FlowId,
        /// The provider.
        provider: ProviderId,
    },
}

impl Offer {
    /// Whether this flow is offered.
    #[must_use]
    pub fn has_flow(&self, id: FlowId) -> bool {
        match self {
            Self::All => true,
            Self::Flow(flow) | Self::Connector { flow, .. } => *flow == id,
        }
    }

    /// Whether this provider is offered, of those that its flow has.
    #[must_use]
    pub fn has_provider(&self, id: ProviderId) -> bool {
        match self {
            Self::All | Self::Flow(_) => true,
            Self::Connector { provider, .. } => *provider == id,
        }
    }
}
