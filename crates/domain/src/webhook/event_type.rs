use crate::connection::ConnectionStatus;
use crate::event::{DataValue, EventBody, EventKind, Subject};
use crate::names::named;

named! {
    /// A type of message to an endpoint. The names, versions included, never change their meaning.
    EventType, ParseEventTypeError, "a type of webhook" {
        /// A connection was made.
        ConnectionCreated = "connection.created.v2",
        /// A connection was repaired, changed or ended.
        ConnectionUpdated = "connection.updated.v2",
        /// The status of a connection changed.
        ConnectionValidated = "connection.validated.v2",
        /// Only the owner can bring a connection back to life, by signing in again.
        ConnectionNeedsReauth = "connection.needs_reauth.v1",
        /// An invitation was made.
        InvitationCreated = "invitation.created.v1",
        /// Somebody or something opened an invitation's link; once per visitor and hour.
        InvitationViewed = "invitation.viewed.v1",
        /// A recipient proved an address.
        InvitationEmailVerified = "invitation.email_verified.v1",
        /// A recipient submitted the flow: one use was spent.
        InvitationSubmitted = "invitation.submitted.v1",
        /// An invitation was used as often as it may be.
        InvitationFulfilled = "invitation.fulfilled.v1",
        /// An invitation's time passed.
        InvitationExpired = "invitation.expired.v1",
        /// An invitation was revoked.
        InvitationRevoked = "invitation.revoked.v1",
        /// An invitation was mailed again.
        InvitationResent = "invitation.resent.v1",
        /// An invitation was given another expiry.
        InvitationExtended = "invitation.extended.v1",
        /// A mail of an invitation could not be delivered.
        InvitationDeliveryFailed = "invitation.delivery_failed.v1",
        /// A message to another endpoint of the workspace was given up.
        DeliveryExhausted = "delivery.exhausted.v1",
        /// Somebody asked for a test; sent to the one endpoint that is tested, whatever it asked for.
        Test = "webhook.test.v1",
    }
}

impl EventType {
    /// The messages that an event is told by, on the word of the event alone.
    #[must_use]
    pub fn told_of(event: &EventBody) -> Vec<Self> {
        match event.subject {
            Subject::Invitation(_) if is_left_out(event) => Vec::new(),
            Subject::Invitation(_) => Self::of_invitation(event.kind).into_iter().collect(),
            Subject::Connection(_) => Self::of_connection(event),
            Subject::Workspace(_) => match event.kind {
                // A message that tells of itself would never end.
                EventKind::WebhookExhausted
                    if text(event, "type") != Some(Self::DeliveryExhausted.as_str()) =>
                {
                    vec![Self::DeliveryExhausted]
                }
                _ => Vec::new(),
            },
            Subject::MagicLink(_) | Subject::Company(_) => Vec::new(),
        }
    }

    const fn of_invitation(kind: EventKind) -> Option<Self> {
        Some(match kind {
            EventKind::Created => Self::InvitationCreated,
            EventKind::Viewed => Self::InvitationViewed,
            EventKind::EmailVerified => Self::InvitationEmailVerified,
            EventKind::Submitted => Self::InvitationSubmitted,
            EventKind::Fulfilled => Self::InvitationFulfilled,
            EventKind::Expired => Self::InvitationExpired,
            EventKind::Revoked => Self::InvitationRevoked,
            EventKind::Resent => Self::InvitationResent,
            EventKind::Extended => Self::InvitationExtended,
            EventKind::EmailFailed => Self::InvitationDeliveryFailed,
            _ => return None,
        })
    }

    fn of_connection(event: &EventBody) -> Vec<Self> {
        match event.kind {
            EventKind::ConnectionCreated => vec![Self::ConnectionCreated],
            EventKind::ConnectionUpdated | EventKind::ConnectionUnlinked => vec![Self::ConnectionUpdated],
            EventKind::ConnectionStatusChanged => {
                let to = text(event, "to").and_then(|name| name.parse::<ConnectionStatus>().ok());
                let lost = to.is_some_and(ConnectionStatus::needs_reconnect);
                let reauth = lost.then_some(Self::ConnectionNeedsReauth);
                std::iter::once(Self::ConnectionValidated).chain(reauth).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether a reminder was not sent because there was nothing to remind of any more, which is no failure of anything.
fn is_left_out(event: &EventBody) -> bool {
    text(event, "reminder").is_some() && text(event, "reason") == Some("not-wanted-any-more")
}

fn text<'a>(event: &'a EventBody, name: &str) -> Option<&'a str> {
    match event.data.values().get(name)? {
        DataValue::Text(text) => Some(text),
        _ => None,
    }
}
