//! Webhook signatures after Standard Webhooks 1.0, for senders and for receivers.

mod headers;
mod inbound;
mod secret;
mod signature;

pub use headers::WebhookHeaders;
pub use inbound::DeriveInboundSecretError;
pub use secret::{ParseWebhookSecretError, WebhookSecret};
pub use signature::{TOLERANCE_SECONDS, VerifyError, signature_header};
