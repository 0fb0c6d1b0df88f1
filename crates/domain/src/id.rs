//! Typed ids: UUID version 7 (RFC 9562), one type per kind of thing.
//!
//! Ids sort by the time they were made, which keeps the indexes compact and lets a list page on the id alone.
//! An id is not a secret: knowing one opens nothing.

use std::fmt;
use std::str::FromStr;

use rand_core::CryptoRng;
use uuid::Uuid;

use crate::Timestamp;

/// The text is not an id: a UUID in lower-case hyphenated form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: expected a UUID such as 0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b")]
pub struct ParseIdError;

fn uuid_v7(now: Timestamp, rng: &mut dyn CryptoRng) -> Uuid {
    let mut random = [0; 10];
    rng.fill_bytes(&mut random);
    // A Timestamp is never negative, so the conversion cannot lose anything.
    let millis = u64::try_from(now.unix_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// The first id of version 7 that can have been made at this time.
fn first_at(time: Timestamp) -> Uuid {
    let millis = u128::try_from(time.unix_millis()).unwrap_or(0);
    Uuid::from_u128(millis << 80)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id for something made at `now`.
            #[must_use]
            pub fn generate(now: Timestamp, rng: &mut dyn CryptoRng) -> Self {
                Self(uuid_v7(now, rng))
            }

            /// The place of `time` among the ids: what was made before it sorts below, what was made then or later does not.
            /// It is no id of anything.
            #[must_use]
            pub fn first_at(time: Timestamp) -> Self {
                Self(first_at(time))
            }

            /// The id with this UUID, of any version: ids of other systems stay what they are.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID.
            #[must_use]
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }

            /// The sixteen bytes of the UUID.
            #[must_use]
            pub const fn to_bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.as_hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                // Only lower-case and hyphenated: one spelling per id keeps logs searchable and URLs canonical.
                if text.len() != 36 || text.bytes().any(|b| b.is_ascii_uppercase()) {
                    return Err(ParseIdError);
                }
                Uuid::try_parse(text).map(Self).map_err(|_| ParseIdError)
            }
        }
    )*};
}

ids! {
    /// The id of a workspace.
    WorkspaceId
    /// The internal id of a company. Its safe-in-URLs twin is [`crate::company::PublicCompanyId`].
    CompanyId
    /// The id of a site.
    SiteId
    /// The id of a provider of the catalog.
    ProviderId
    /// The id of a flow.
    FlowId
    /// The id of an invitation.
    InvitationId
    /// The id of invitations that were asked for at once.
    BulkId
    /// The id of one mail that brings an invitation to an address.
    InvitationMailId
    /// The id of a magic link, which stands in its sealed message too.
    MagicLinkId
    /// The id of a connection; a reconnect keeps it.
    ConnectionId
    /// The id of one recipient's walk through the pages.
    FlowSessionId
    /// The id of an API key. Not the key.
    ApiKeyId
    /// The id of a message that came to the address of a connection.
    MfaMessageId
    /// The id of an event.
    EventId
    /// The id of an outbox entry.
    OutboxId
    /// The id of a queue of the outbox: whoever its entries wait for or belong to.
    QueueId
    /// The id of somewhere that webhooks are sent to.
    EndpointId
    /// The id of a webhook, the same for every endpoint, try and replay.
    MessageId
    /// The id of one webhook's way to one endpoint.
    DeliveryId
    /// The id of one account at a provider, as the collector found it.
    AccountId
    /// The id of one HTTP request or one command, carried by the events it caused.
    RequestId
}

impl MessageId {
    /// The id as receivers know it: `msg_` and 32 hexadecimal digits. It has no full stop, which a signature could not
    /// bear.
    #[must_use]
    pub fn webhook_id(self) -> String {
        format!("msg_{}", self.0.as_simple())
    }
}
