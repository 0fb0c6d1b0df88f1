//! Webhooks: who wants to hear of which events, and how each message fares on its way.

mod announcement;
mod delivery;
mod endpoint;
mod event_type;
mod header;
mod schedule;
mod url;

pub use announcement::{About, Announcement, ConnectionChange, OldValue};
pub use delivery::{
    ANSWER_KEPT, Attempt, AttemptError, AttemptOutcome, Attempted, Delivery, DeliveryState, DeliveryStatus,
    FailedBecause, Message, ParseAttemptErrorError, ParseDeliveryStatusError, ParseFailedBecauseError,
    Progress,
};
pub use endpoint::{
    DisabledBecause, Endpoint, EndpointSecrets, EndpointState, EventTypes, FAILING_FOR,
    ParseDisabledBecauseError,
};
pub use event_type::{EventType, ParseEventTypeError};
pub use header::{EndpointHeaders, HeaderError, HeaderName, HeaderNames};
pub use schedule::{LONGEST_RETRY_AFTER, MAX_TRIES, pause_before};
pub use url::{EndpointUrl, ParseEndpointUrlError};
