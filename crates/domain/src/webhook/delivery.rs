use std::time::Duration;

use super::event_type::EventType;
use super::schedule::{MAX_TRIES, pause_before};
use crate::id::{DeliveryId, EndpointId, EventId, MessageId, WorkspaceId};
use crate::names::named;
use crate::{Timestamp, Version};

/// How much of an answer is kept, in bytes.
pub const ANSWER_KEPT: usize = 1024;

/// How many tries a delivery remembers; the oldest are forgotten. A schedule has ten, and a replay begins another.
const ATTEMPTS_KEPT: usize = 30;

/// One message, as it is sent to every endpoint that hears of it: the bytes are written once and never again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id, which receivers know it by: the same for every endpoint, try and replay.
    pub id: MessageId,
    /// The workspace it is told to.
    pub workspace_id: WorkspaceId,
    /// The event it tells of; none for a test.
    pub event_id: Option<EventId>,
    /// Its type.
    pub event_type: EventType,
    /// When what it tells of happened.
    pub occurred_at: Timestamp,
    /// The bytes that are signed and sent.
    pub body: String,
    /// When it was written.
    pub created_at: Timestamp,
}

/// One message on its way to one endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// The workspace of both.
    pub workspace_id: WorkspaceId,
    /// Where to.
    pub endpoint_id: EndpointId,
    /// What.
    pub message_id: MessageId,
    /// The type of the message.
    pub event_type: EventType,
    /// When what the message tells of happened.
    pub occurred_at: Timestamp,
    /// Where it stands.
    pub state: DeliveryState,
    /// Whether somebody asked for it to be sent again.
    pub replayed: bool,
    /// The tries, oldest first.
    pub attempts: Vec<Attempt>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is still tried.
    Pending {
        /// How often it was, in this run of the schedule.
        tries: u32,
        /// When it is tried next.
        next_at: Timestamp,
    },
    /// It arrived.
    Delivered {
        /// When.
        at: Timestamp,
    },
    /// It was given up. It stays, and can be sent again.
    Failed {
        /// When.
        at: Timestamp,
        /// Why.
        because: FailedBecause,
    },
}

named! {
    /// Where a delivery stands, without the rest.
    DeliveryStatus, ParseDeliveryStatusError, "a status of a delivery" {
        /// It is still tried.
        Pending = "pending",
        /// It arrived.
        Delivered = "delivered",
        /// It was given up.
        Failed = "failed",
    }
}

impl DeliveryState {
    /// Where it stands, without the rest.
    #[must_use]
    pub const fn status(self) -> DeliveryStatus {
        match self {
            Self::Pending { .. } => DeliveryStatus::Pending,
            Self::Delivered { .. } => DeliveryStatus::Delivered,
            Self::Failed { .. } => DeliveryStatus::Failed,
        }
    }
}

named! {
    /// Why a delivery was given up.
    FailedBecause, ParseFailedBecauseError, "a reason for giving up a delivery" {
        /// Every try of the schedule failed.
        Exhausted = "exhausted",
        /// The endpoint answered 410 Gone.
        Gone = "gone",
        /// The endpoint was disabled while the message was under way.
        Disabled = "disabled",
    }
}

/// One try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub at: Timestamp,
    /// How long it took.
    pub took: Duration,
    /// What came of it.
    pub outcome: AttemptOutcome,
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// The endpoint answered.
    Answered {
        /// The status of the answer.
        status: u16,
        /// Its first [`ANSWER_KEPT`] bytes, as far as they are text.
        answer: String,
    },
    /// It did not.
    NotAnswered(AttemptError),
}

named! {
    /// Why an endpoint did not answer.
    AttemptError, ParseAttemptErrorError, "a reason for a missing answer" {
        /// The address is one that nothing may be sent to.
        Forbidden = "forbidden-address",
        /// The name of the host cannot be resolved.
        Unresolved = "unresolved",
        /// Nobody took the connection.
        Unreachable = "unreachable",
        /// The certificate or the encryption is not acceptable.
        Tls = "tls",
        /// It took too long.
        Timeout = "timeout",
        /// The connection broke, or what came over it is not HTTP.
        Broken = "broken",
    }
}

impl Attempt {
    /// The try as it is kept: of the answer to a test only the status is, or it would be a way to read what this server
    /// can reach and whoever asked cannot.
    fn without_answer_if_test(self, event_type: EventType) -> Self {
        match self.outcome {
            AttemptOutcome::Answered { status, .. } if event_type == EventType::Test => {
                Self { outcome: AttemptOutcome::Answered { status, answer: String::new() }, ..self }
            }
            _ => self,
        }
    }
}

impl AttemptOutcome {
    /// Whether the message arrived: any status from 200 to 299.
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Answered { status: 200..=299, .. })
    }

    /// Whether the endpoint wants nothing more: 410 Gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Answered { status: 410, .. })
    }

    /// Keeps the first [`ANSWER_KEPT`] bytes of an answer. What is no text, and U+0000, which PostgreSQL cannot store, are
    /// replaced.
    #[must_use]
    pub fn answered(status: u16, answer: &[u8]) -> Self {
        let kept = answer.get(..ANSWER_KEPT).unwrap_or(answer);
        Self::Answered { status, answer: String::from_utf8_lossy(kept).replace('\0', "\u{FFFD}") }
    }
}

/// What a try made of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempted {
    /// The delivery.
    pub delivery: Delivery,
    /// What is next.
    pub progress: Progress,
}

/// What is next for a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing: it arrived.
    Arrived,
    /// It is tried again then.
    Again(Timestamp),
    /// Nothing: it was given up.
    GivenUp(FailedBecause),
}

impl Delivery {
    /// A message on its way to an endpoint, to be sent at once.
    #[must_use]
    pub const fn begin(
        id: DeliveryId,
        message: &Message,
        endpoint: EndpointId,
        replayed: bool,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            workspace_id: message.workspace_id,
            endpoint_id: endpoint,
            message_id: message.id,
            event_type: message.event_type,
            occurred_at: message.occurred_at,
            state: DeliveryState::Pending { tries: 0, next_at: now },
            replayed,
            attempts: Vec::new(),
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        }
    }

    /// The delivery after a try; a test is tried once. `None` when it is not under way.
    #[must_use]
    pub fn attempted(
        self,
        attempt: Attempt,
        random: u32,
        retry_after: Option<Duration>,
        now: Timestamp,
    ) -> Option<Attempted> {
        let DeliveryState::Pending { tries, .. } = self.state else { return None };
        let tries = tries.saturating_add(1).min(MAX_TRIES);
        let progress = if attempt.outcome.is_success() {
            Progress::Arrived
        } else if attempt.outcome.is_gone() {
            Progress::GivenUp(FailedBecause::Gone)
        } else {
            let again =
                (self.event_type != EventType::Test).then(|| pause_before(tries, random, retry_after));
            match again.flatten() {
                Some(pause) => Progress::Again(now.saturating_add(pause)),
                None => Progress::GivenUp(FailedBecause::Exhausted),
            }
        };
        let state = match progress {
            Progress::Arrived => DeliveryState::Delivered { at: now },
            Progress::Again(next_at) => DeliveryState::Pending { tries, next_at },
            Progress::GivenUp(because) => DeliveryState::Failed { at: now, because },
        };
        let mut delivery = self.with_state(state, now);
        delivery.attempts.push(attempt.without_answer_if_test(delivery.event_type));
        let forgotten = delivery.attempts.len().saturating_sub(ATTEMPTS_KEPT);
        delivery.attempts.drain(..forgotten);
        Some(Attempted { delivery, progress })
    }

    /// The delivery, given up because its endpoint was disabled. `None` when it is not under way.
    #[must_use]
    pub fn held_back(self, now: Timestamp) -> Option<Self> {
        matches!(self.state, DeliveryState::Pending { .. }).then(|| {
            self.with_state(DeliveryState::Failed { at: now, because: FailedBecause::Disabled }, now)
        })
    }

    /// The delivery, given up as if every try had failed: nobody tries it any more. `None` when it is not under way.
    #[must_use]
    pub fn given_up(self, now: Timestamp) -> Option<Self> {
        let failed = DeliveryState::Failed { at: now, because: FailedBecause::Exhausted };
        matches!(self.state, DeliveryState::Pending { .. }).then(|| self.with_state(failed, now))
    }

    /// The delivery, to be sent again from now on with a schedule of its own. `None` while it is under way.
    #[must_use]
    pub fn replay(self, now: Timestamp) -> Option<Self> {
        if matches!(self.state, DeliveryState::Pending { .. }) {
            return None;
        }
        let again = DeliveryState::Pending { tries: 0, next_at: now };
        Some(Self { replayed: true, ..self.with_state(again, now) })
    }

    fn with_state(self, state: DeliveryState, now: Timestamp) -> Self {
        Self { state, updated_at: now, version: self.version.next(), ..self }
    }
}
