//! Webhooks: who hears of what, and how each message fares. The sending is `latchstring-dispatch`'s.

mod announce;
mod announcement;
mod create;
mod delete;
mod deliver;
mod deliveries;
mod find;
mod list;
mod replay;
mod rotate_secret;
mod seal;
mod settle;
mod test;
mod update;
mod work;

pub use announce::{Announced, announced, announcements};
pub(crate) use announcement::updated;
pub use create::{CreateEndpoint, CreateEndpointError, CreatedEndpoint, MAX_ENDPOINTS, create};
pub use delete::delete;
pub use deliver::{Due, DueDelivery, due};
pub use deliveries::{ListDeliveries, deliveries, delivery};
pub use find::get;
pub use latchstring_secrets::webhook::{ParseWebhookSecretError, WebhookSecret};
pub use list::list;
pub(crate) use replay::sent_again;
pub use replay::{Replay, ReplayError, Replayed, replay};
pub use rotate_secret::{RotateSecret, RotateSecretError, RotatedSecret, rotate_secret};
pub use seal::CustomHeaders;
pub use settle::{Settled, attempted};
pub use test::{TestError, test};
pub use update::{EndpointChanges, UpdateEndpointError, update};
pub use work::{Work, kind_of};
