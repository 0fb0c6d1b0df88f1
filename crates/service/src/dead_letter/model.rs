use latchstring_domain::Timestamp;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::outbox::DeadLetterKind;
use latchstring_domain::webhook::{Delivery, DeliveryState};
use latchstring_storage::ParkedEntry;
use uuid::Uuid;

use crate::caller::Owned;

/// Something that was promised and given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeadLetter {
    /// Work that failed or lost its worker too often.
    Work(ParkedEntry),
    /// A webhook that was given up.
    Webhook(Delivery),
}

impl DeadLetter {
    /// Its id: the entry's or the delivery's.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Work(parked) => parked.entry.id.as_uuid(),
            Self::Webhook(delivery) => delivery.id.as_uuid(),
        }
    }

    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> DeadLetterKind {
        match self {
            Self::Work(_) => DeadLetterKind::Work,
            Self::Webhook(_) => DeadLetterKind::Webhook,
        }
    }

    /// When it was given up.
    #[must_use]
    pub const fn given_up_at(&self) -> Timestamp {
        match self {
            Self::Work(parked) => parked.parked_at,
            Self::Webhook(delivery) => match delivery.state {
                DeliveryState::Failed { at, .. } => at,
                DeliveryState::Pending { .. } | DeliveryState::Delivered { .. } => delivery.updated_at,
            },
        }
    }
}

impl Owned for DeadLetter {
    fn workspace_id(&self) -> WorkspaceId {
        match self {
            Self::Work(parked) => parked.entry.workspace_id,
            Self::Webhook(delivery) => delivery.workspace_id,
        }
    }

    fn uuid(&self) -> Uuid {
        self.id()
    }
}
